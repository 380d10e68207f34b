// Boost.Asio awaitables on one event loop that several threads run, with a strand for each lane.
#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "sync/wait_group.hpp"
#include "system/counted.hpp"
#include "system/cpu_count.hpp"
#include "system/limits.hpp"

namespace concbench {
namespace {

class lane;

/// All that lanes share. It outlives them. The first tasks need no lock; those that tasks find do.
struct shared_work {
  task_batch* batch = nullptr;
  std::atomic<std::uint64_t> next = 0;  ///< wider than a task_id: lanes that find no task count on
  sync::wait_group left;                ///< tasks that have not ended
  std::mutex mutex;
  std::vector<task_id> found;  ///< by tasks, while no lane was idle: the last one is the next, so fewer wait
  std::vector<lane*> idle;     ///< lanes that no task is on its way to
};

/// One task after another, on a strand of its own: no two threads touch its tasks, their timers or their
/// HTTP connections at once. A lane is no coroutine, it is what runs when a task ends.
class lane {
 public:
  lane(event_loop& loop, loop_share share, std::shared_ptr<sync::offload_pool> blocking, spawner& found,
       shared_work& work)
      : context_(loop, asio::make_strand(loop.get_executor()), share, std::move(blocking), &found),
        work_(&work) {}

  const loop_strand& strand() const noexcept { return context_.executor(); }

  /// Takes a task while the lane is idle, and continues until there are none. Runs on the strand.
  void admit(task_id id) { take(id); }

 private:
  /// The end of a task. Its own coroutine is spawned with this as its completion handler: awaiting it from a
  /// coroutine of the harness would cost another frame.
  struct at_end {
    lane* of;
    task_id id;

    void operator()(const std::exception_ptr& error, digest answer) const {
      of->work_->batch->end(id, answer, error);
      ++of->ended_;
      of->take(of->next());
    }
  };

  /// Returns the next task. When there is none, the lane becomes idle.
  std::optional<task_id> next() {
    if (const auto id = work_->next.fetch_add(1, std::memory_order_relaxed); id < work_->batch->first_tasks())
      return static_cast<task_id>(id);
    const std::scoped_lock lock(work_->mutex);
    if (work_->found.empty()) {
      work_->idle.push_back(this);
      return {};
    }
    const auto last = work_->found.back();
    work_->found.pop_back();
    return last;
  }

  /// Begins this task. If it cannot be spawned, it has failed, and the lane begins the next one. Without a task the
  /// lane becomes idle.
  void take(std::optional<task_id> id) {
    auto& batch = *work_->batch;
    for (; id; id = next(), ++ended_) {
      if (batch.is_early(*id)) return wait_for(*id);
      batch.begin(*id);
      try {
        asio::co_spawn(strand(), batch.co_run(*id, context_), at_end{this, *id});
        return;
      } catch (...) {
        batch.end(*id, {}, std::current_exception());
      }
    }
    work_->left.done(std::exchange(ended_, 0));
  }

  /// Open loop: the lane sleeps until its task is due.
  void wait_for(task_id id) {
    auto timer = std::make_unique<strand_context::timer>(strand(), work_->batch->due(id));
    auto& waiting = *timer;
    waiting.async_wait([this, id, timer = std::move(timer)](const boost::system::error_code&) { take(id); });
  }

  strand_context context_;
  shared_work* work_;
  std::size_t ended_ = 0;  ///< tasks, since the lane was last idle
};

/// Threads that run a loop until the end of the scope.
class loop_threads {
 public:
  loop_threads(event_loop& loop, std::size_t count) : loop_(loop), until_stopped_(loop.get_executor()) {
    try {
      for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { loop_.run(); });
    } catch (const std::system_error& e) {
      loop_.stop();
      throw std::runtime_error(
          fmt::format("cannot start {} for a loop: {}", counted(count, "thread"), thread_refusal(e)));
    }
  }
  loop_threads(const loop_threads&) = delete;
  loop_threads& operator=(const loop_threads&) = delete;
  ~loop_threads() { loop_.stop(); }

  std::size_t count() const noexcept { return threads_.size(); }

 private:
  event_loop& loop_;
  asio::executor_work_guard<loop_executor> until_stopped_;
  std::vector<std::jthread> threads_;  // last: joined first
};

class coroutine_pool final : public executor, public spawner {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_strand_face(work);
  }

  void start(std::size_t concurrency) override {
    loop_.emplace();
    const auto blocking = std::make_shared<sync::offload_pool>(offload_threads(concurrency));
    lanes_.reserve(concurrency);
    for (std::size_t i = 0; i < concurrency; ++i)
      lanes_.emplace_back(*loop_, loop_share{.lanes = concurrency}, blocking, *this, work_);
    threads_.emplace(*loop_, cpu_count::now().for_lanes(concurrency));
  }

  void run(task_batch& batch) override {
    const auto lanes = std::min<std::size_t>(lanes_.size(), batch.first_tasks());
    work_.batch = &batch;
    work_.next = lanes;
    work_.left.add(batch.first_tasks());
    work_.idle.clear();
    for (auto at = lanes; at < lanes_.size(); ++at) work_.idle.push_back(&lanes_[at]);
    for (std::size_t first = 0; first < std::min(lanes, threads_->count()); ++first) open_lane(first, lanes);
    work_.left.wait();
  }

  void stop() noexcept override {
    threads_.reset();
    lanes_.clear();
    loop_.reset();
  }

 private:
  /// The first task of a lane has the lane's number, so that it uses the connection that was opened there in advance.
  /// Each lane starts another one, as many lanes further as there are threads. If all started at once, they would need
  /// more memory.
  void open_lane(std::size_t number, std::size_t lanes) {
    asio::post(lanes_[number].strand(), [this, number, lanes] {
      if (const auto next = number + threads_->count(); next < lanes) open_lane(next, lanes);
      lanes_[number].admit(static_cast<task_id>(number));
    });
  }

  /// A task that was found is given to an idle lane, or waits until a lane becomes idle.
  void spawn(task_id id) override {
    work_.left.add();
    const std::scoped_lock lock(work_.mutex);
    if (work_.idle.empty()) return work_.found.push_back(id);
    auto& taker = *work_.idle.back();
    work_.idle.pop_back();
    asio::post(taker.strand(), [&taker, id] { taker.admit(id); });
  }

  shared_work work_;
  std::optional<event_loop> loop_;
  std::vector<lane> lanes_;
  std::optional<loop_threads> threads_;
};

const registration registered{executor_declaration{
    .name = "coroutine-pool",
    .summary = "Asio coroutines on one event loop that a thread per CPU runs, a strand for each lane",
    .order = 48,
    .parts = part_order::at_once,
    .make = [] { return std::make_unique<coroutine_pool>(); },
}};

}  // namespace
}  // namespace concbench
