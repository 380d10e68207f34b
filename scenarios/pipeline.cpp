// pipeline: producers → queue → workers → queue → writer. The queues are bounded, so the actors that are too fast wait
// for the others.
//
// The tasks are the actors, which wait for each other, so all of them must be alive at once. -n counts the items that
// they pass on.
#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/faces.hpp"
#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "net/content/sha256.hpp"
#include "sync/async_queue.hpp"
#include "sync/blocking_queue.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

struct made_block {
  std::uint64_t item;
  std::string bytes;
};

struct hashed_block {
  std::uint64_t item;
  digest sum;
};

/// The queues between the actors.
template <template <class> class Queue>
struct queue_pair {
  explicit queue_pair(std::size_t capacity) : blocks(capacity), sums(capacity) {}

  void close() {
    blocks.close();
    sums.close();
  }
  std::size_t most() const { return std::max(blocks.most(), sums.most()); }
  std::uint64_t waits() const { return blocks.waits() + sums.waits(); }

  Queue<made_block> blocks;
  Queue<hashed_block> sums;
};

task_id actors_of(const scenario_setup& setup) {
  return static_cast<task_id>(setup.params.count("producers") + setup.params.count("workers") + 1);
}

void require_open(bool taken) {
  if (!taken) throw std::runtime_error("a queue was closed before the last item had passed");
}

class pipeline final : public scenario,
                       public runs_actors,
                       public straight_faces<pipeline>,
                       public suspending_faces<pipeline>,
                       public callback_face {
 public:
  explicit pipeline(const scenario_setup& setup)
      : items_(setup.tasks),
        seed_(setup.seed),
        producers_(setup.params.count("producers")),
        workers_(setup.params.count("workers")),
        actors_(actors_of(setup)),
        capacity_(setup.params.count("queue")),
        size_(setup.params.size("size").count),
        fault_(setup.params.text("fault")),
        queues_(capacity_),
        async_queues_(capacity_),
        producing_(producers_),
        working_(workers_),
        seen_(items_) {}

  fixture prepare() override {
    for (std::uint64_t item = 0; item < items_; ++item) right_ += part_of(hash_of(make(item)));
    return {{"sum", right_}};
  }

  void set_up(const fixture& prepared) override {
    right_ = json_field(prepared, "fixture").at("sum").whole<digest>(0, std::numeric_limits<digest>::max());
  }

  task_id actors() const override { return actors_; }

  void abandon() override { end_all(); }

  template <class Context>
  digest work(Context& context, task_id actor) {
    auto& queues = queues_of(context);
    try {
      if (actor < producers_) {
        produce(context, queues, actor);
      } else if (actor < producers_ + workers_) {
        hash_all(context, queues);
      } else {
        while (const auto next = pop(context, queues.sums)) write(*next);
      }
    } catch (...) {
      give_up();
    }
    return 0;
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id actor) {
    using home = typename Context::executor_type;
    try {
      if (actor < producers_) {
        co_await co_produce<home>(actor);
      } else if (actor < producers_ + workers_) {
        co_await co_hash_all(context);
      } else {
        while (const auto next = co_await async_queues_.sums.template pop<home>()) write(*next);
      }
    } catch (...) {
      give_up();
    }
    co_return 0;
  }

  void begin(callback_context& context, task_id actor, task_end end) override {
    std::make_shared<actor_in_handlers>(*this, context.loop().get_executor(), actor, end)->go_on();
  }

  std::uint64_t answered() const override { return std::min(written_, failed_ ? items_ - 1 : items_); }
  digest answer() const override { return sum_; }

  void verify(std::span<const task_record>) override {
    if (const auto most = most_queued(); most > capacity_)
      throw wrong_result(
          fmt::format("a queue held {} instead of at most {}", counted(most, "element"), capacity_));
    if (const auto twice = std::ranges::count_if(seen_, [](auto times) { return times > 1; }); twice > 0)
      throw wrong_result(counted(static_cast<std::uint64_t>(twice), "item") +
                         " reached the writer more than once");
    if (failed_) return;
    if (const auto lost = std::ranges::count(seen_, 0); lost > 0)
      throw wrong_result(counted_part(static_cast<std::uint64_t>(lost), items_, "item") +
                         " never reached the writer");
    if (sum_ != right_)
      throw wrong_result(fmt::format("the blocks' hashes come to {:016x} instead of {:016x}", sum_, right_));
  }

  std::map<std::string, std::int64_t> counters() const override {
    return {{"most_queued", static_cast<std::int64_t>(most_queued())},
            {"waits_for_room", static_cast<std::int64_t>(queues_.waits() + async_queues_.waits())}};
  }

 private:
  // For threads that block and fibers that suspend.

  auto& queues_of(blocking_context&) { return queues_; }
  auto& queues_of(fiber_context&) { return async_queues_; }

  template <class T>
  static bool push(blocking_context&, blocking::queue<T>& to, T element) {
    return to.push(std::move(element));
  }
  template <class T>
  static bool push(fiber_context& context, async::queue<T>& to, T element) {
    return to.push(std::move(element), context.yield());
  }
  template <class T>
  static std::optional<T> pop(blocking_context&, blocking::queue<T>& from) {
    return from.pop();
  }
  template <class T>
  static std::optional<T> pop(fiber_context& context, async::queue<T>& from) {
    return from.pop(context.yield());
  }

  // A producer and a worker, as straight-line code and as a coroutine.

  template <class Context, class Queues>
  void produce(Context& context, Queues& queues, std::uint64_t first) {
    for (auto item = first; item < items_; item += producers_) {
      if (closes_at(item)) queues.blocks.close();
      require_open(push(context, queues.blocks, make(item)));
    }
    if (--producing_ == 0) queues.blocks.close();
  }

  template <class Executor>
  asio::awaitable<void, Executor> co_produce(std::uint64_t first) {
    for (auto item = first; item < items_; item += producers_) {
      if (closes_at(item)) async_queues_.blocks.close();
      auto made = make(item);
      require_open(co_await async_queues_.blocks.template push<Executor>(std::move(made)));
    }
    if (--producing_ == 0) async_queues_.blocks.close();
  }

  template <class Context, class Queues>
  void hash_all(Context& context, Queues& queues) {
    while (const auto block = pop(context, queues.blocks)) {
      const auto hashed = context.compute([&] { return hash(*block); });
      require_open(push(context, queues.sums, hashed));
    }
    if (--working_ == 0) queues.sums.close();
  }

  template <class Executor>
  asio::awaitable<void, Executor> co_hash_all(basic_coroutine_context<Executor>& context) {
    while (const auto block = co_await async_queues_.blocks.template pop<Executor>()) {
      auto hashing = [this, &block] { return hash(*block); };
      const auto hashed = co_await context.compute(std::move(hashing));
      require_open(co_await async_queues_.sums.template push<Executor>(hashed));
    }
    if (--working_ == 0) async_queues_.sums.close();
  }

  /// The three kinds of actors as completion handlers. Each of their functions returns whether it is done. Otherwise it
  /// continues at the same place when it is called again.
  class actor_in_handlers : public std::enable_shared_from_this<actor_in_handlers> {
   public:
    actor_in_handlers(pipeline& of, loop_executor home, task_id actor, task_end end)
        : of_(of), home_(std::move(home)), actor_(actor), end_(end), item_(actor) {}

    void go_on() {
      try {
        if (!act()) return;
      } catch (...) {
        return fail();
      }
      end_(digest{0});
    }

   private:
    auto again() {
      return [self = shared_from_this()] { self->go_on(); };
    }

    bool act() {
      if (actor_ < of_.producers_) return produce();
      return actor_ < of_.producers_ + of_.workers_ ? hash_all() : write_all();
    }

    bool produce() {
      for (; item_ < of_.items_; item_ += of_.producers_) {
        if (!block_) {
          if (of_.closes_at(item_)) of_.async_queues_.blocks.close();
          block_ = of_.make(item_);
        }
        if (!push(of_.async_queues_.blocks, block_)) return false;
      }
      if (--of_.producing_ == 0) of_.async_queues_.blocks.close();
      return true;
    }

    bool hash_all() {
      for (;;) {
        if (sum_ && !push(of_.async_queues_.sums, sum_)) return false;
        const auto passed = of_.async_queues_.blocks.pop(block_, home_, again());
        if (passed == async::passing::later) return false;
        if (passed == async::passing::closed) break;
        sum_ = of_.hash(*block_);
      }
      if (--of_.working_ == 0) of_.async_queues_.sums.close();
      return true;
    }

    bool write_all() {
      for (;;) {
        const auto passed = of_.async_queues_.sums.pop(sum_, home_, again());
        if (passed != async::passing::done) return passed == async::passing::closed;
        of_.write(*sum_);
      }
    }

    template <class T>
    bool push(async::queue<T>& to, std::optional<T>& element) {
      const auto passed = to.push(*element, home_, pushes_again_, again());
      pushes_again_ = passed == async::passing::later;
      if (pushes_again_) return false;
      require_open(passed == async::passing::done);
      element.reset();
      return true;
    }

    void fail() {
      try {
        of_.give_up();
      } catch (...) {
        return end_(std::current_exception());
      }
      end_(digest{0});
    }

    pipeline& of_;
    loop_executor home_;
    task_id actor_;
    task_end end_;
    std::uint64_t item_;  ///< a producer's next
    std::optional<made_block> block_;
    std::optional<hashed_block> sum_;
    bool pushes_again_ = false;
  };

  /// Used only by the one writer.
  void write(const hashed_block& next) {
    ++written_;
    ++seen_[next.item];
    sum_ += part_of(next);
  }

  /// The first actor that fails says why, and ends the others, which say nothing.
  void give_up() {
    if (end_all()) throw;
  }

  /// Whether no other had failed before.
  bool end_all() {
    const bool first = !failed_.exchange(true);
    queues_.close();
    async_queues_.close();
    return first;
  }

  bool closes_at(std::uint64_t item) const { return fault_ == "close" && item == items_ / 2; }

  made_block make(std::uint64_t item) const {
    made_block made{item, std::string(size_, '\0')};
    for (std::size_t at = 0; at < size_; at += 64) made.bytes[at] = static_cast<char>(mix(seed_ + item, at));
    return made;
  }

  /// The work of a worker on a block.
  hashed_block hash(const made_block& block) const {
    if (fault_ == "throw" && block.item == items_ / 2)
      throw std::runtime_error("a worker failed, as asked for");
    return hash_of(block);
  }

  static hashed_block hash_of(const made_block& block) {
    return {block.item, net::first_64_bits(net::sha256(block.bytes))};
  }

  static digest part_of(const hashed_block& block) { return mix(block.sum, block.item + 1); }

  std::size_t most_queued() const { return std::max(queues_.most(), async_queues_.most()); }

  std::uint64_t items_;
  std::uint64_t seed_;
  std::uint64_t producers_;
  std::uint64_t workers_;
  task_id actors_;
  std::uint64_t capacity_;
  std::uint64_t size_;
  std::string fault_;
  queue_pair<blocking::queue> queues_;
  queue_pair<async::queue> async_queues_;
  std::atomic<std::uint64_t> producing_;  ///< producers that have not ended
  std::atomic<std::uint64_t> working_;
  std::atomic<bool> failed_ = false;
  std::uint64_t written_ = 0;       ///< this and the next two are the writer's
  std::vector<std::uint8_t> seen_;  ///< how often each item was
  digest sum_ = 0;
  digest right_ = 0;
};

parameter count_parameter(std::string name, per_profile<std::string> defaults, std::string help,
                          std::string maximum) {
  return {.name = std::move(name),
          .type = parameter_type::count,
          .defaults = std::move(defaults),
          .help = std::move(help),
          .minimum = "1",
          .maximum = std::move(maximum)};
}

const registration registered{scenario_declaration{
    .name = "pipeline",
    .summary =
        "producers, workers and a writer with bounded queues between them: those that are too fast wait",
    .work = work_kind::overhead,
    .order = 70,
    .tasks = {2'000, 10'000, 10'000},
    .parameters = {count_parameter("producers", std::string("2"), "actors that make blocks", "1000"),
                   count_parameter("workers", std::string("2"), "actors that hash blocks", "1000"),
                   count_parameter("queue", std::string("16"), "elements that each queue holds at most",
                                   "1000000"),
                   {.name = "size",
                    .type = parameter_type::size,
                    .defaults = std::string("4KiB"),
                    .help = "bytes of each block",
                    .minimum = "1B",
                    .maximum = "64MiB"},
                   {.name = "fault",
                    .type = parameter_type::choice,
                    .defaults = std::string("off"),
                    .help = "half-way, the first queue is closed, or a worker throws",
                    .choices = {"off", "close", "throw"}}},
    .counters = {{.name = "most_queued"}, {.name = "waits_for_room"}},
    .make = [](const scenario_setup& setup) { return std::make_unique<pipeline>(setup); },
    .actors = actors_of,
    .expected =
        [](const scenario_setup& setup) {
          const auto bytes = static_cast<std::int64_t>(setup.params.size("size").count);
          return times(std::chrono::microseconds(50) + duration(5 * bytes), setup.tasks);
        },
}};

}  // namespace
}  // namespace concbench
