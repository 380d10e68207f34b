// echo: connections that stay open and exchange small messages. It compares the number of connections that are open at
// once with the threads that serve them.
//
// Every lane has a connection, which is opened before the measurement, unless the task is to open it. A message is sent
// completely, and comes back completely, before the next one is sent.
#include <atomic>

#include <fmt/format.h>
#include <sys/resource.h>

#include "core/faces.hpp"
#include "core/registry.hpp"
#include "net/echo/blocking_echo.hpp"
#include "net/echo/callback_echo.hpp"
#include "net/echo/coroutine_echo.hpp"
#include "net/echo/fiber_echo.hpp"
#include "net/echo/idle_connections.hpp"
#include "scenarios/parts/echo_messages.hpp"

namespace concbench {
namespace {

/// A connection to the run's server, in a form for each way to wait.
class echo_line {
 public:
  using blocking = std::unique_ptr<net::blocking_echo>;
  using fiber = std::unique_ptr<net::fiber_echo>;
  using in_handlers = std::unique_ptr<net::callback_echo>;
  template <class Executor>
  using suspending = std::unique_ptr<net::basic_coroutine_echo<Executor>>;

  echo_line(net::url where, duration timeout) : where_(std::move(where)), timeout_(timeout) {}

  blocking open(blocking_context&) {
    auto fresh = std::make_unique<net::blocking_echo>(where_, timeout_);
    ++opened_;
    return fresh;
  }

  fiber open(fiber_context& context) {
    auto fresh = std::make_unique<net::fiber_echo>(context.loop(), timeout_);
    fresh->open(context.yield(), where_);
    ++opened_;
    return fresh;
  }

  template <class Executor>
  asio::awaitable<suspending<Executor>, Executor> open(basic_coroutine_context<Executor>& context) {
    auto fresh = std::make_unique<net::basic_coroutine_echo<Executor>>(context.services(), context.executor(),
                                                                       timeout_);
    co_await fresh->open(where_);
    ++opened_;
    co_return fresh;
  }

  void open(callback_context& context, in_handlers& into, net::callback_echo::handler done) {
    into = std::make_unique<net::callback_echo>(context.loop(), timeout_);
    into->open(where_, [this, done = std::move(done)](const std::exception_ptr& error) {
      if (!error) ++opened_;
      done(error);
    });
  }

  static auto& idle(blocking_context& context) {
    return asio::use_service<net::idle_connections<net::blocking_echo>>(context.services());
  }
  static auto& idle(callback_context& context) {
    return asio::use_service<net::idle_connections<net::callback_echo>>(context.services());
  }
  static auto& idle(fiber_context& context) {
    return asio::use_service<net::idle_connections<net::fiber_echo>>(context.services());
  }
  template <class Executor>
  static auto& idle(basic_coroutine_context<Executor>& context) {
    return asio::use_service<net::idle_connections<net::basic_coroutine_echo<Executor>>>(context.services());
  }

  static void exchange(blocking_context&, net::blocking_echo& on, net::conversation& with) {
    on.exchange(with);
  }
  static void exchange(fiber_context& context, net::fiber_echo& on, net::conversation& with) {
    on.exchange(context.yield(), with);
  }

  std::int64_t opened() const { return opened_; }

 private:
  net::url where_;
  duration timeout_;
  std::atomic<std::int64_t> opened_ = 0;
};

/// Opens a connection on every lane.
class connecting final : public scenario,
                         public straight_faces<connecting>,
                         public suspending_faces<connecting>,
                         public callback_face {
 public:
  explicit connecting(echo_line& line) : line_(line) {}

  template <class Context>
  digest work(Context& context, task_id) {
    line_.idle(context).give(line_.open(context));
    return 0;
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id) {
    auto fresh = co_await line_.open(context);
    line_.idle(context).give(std::move(fresh));
    co_return 0;
  }

  void begin(callback_context& context, task_id, task_end end) override {
    const auto fresh = std::make_shared<echo_line::in_handlers>();
    line_.open(context, *fresh, [&idle = line_.idle(context), fresh, end](const std::exception_ptr& error) {
      if (error) return end(error);
      idle.give(std::move(*fresh));
      end(digest{0});
    });
  }

  void verify(std::span<const task_record>) override {}

 private:
  echo_line& line_;
};

std::uint64_t lanes_of(const scenario_setup& setup) {
  const auto* model = known_executor(setup.executor);
  return model != nullptr && !model->concurrent ? 1 : setup.concurrency;
}

class echo final : public scenario,
                   public straight_faces<echo>,
                   public suspending_faces<echo>,
                   public callback_face {
 public:
  explicit echo(const scenario_setup& setup)
      : lanes_(lanes_of(setup)),
        seed_(setup.seed),
        messages_(setup.params.count("messages")),
        size_(setup.params.size("size").count),
        warm_(setup.params.text("connections") == "warm"),
        line_({net::parse_url(setup.server.http).where, "/echo"}, setup.params.time("request-timeout")) {}

  void set_up(const fixture&) override { require_files(); }

  std::unique_ptr<scenario> warm_up() override {
    if (!warm_) return {};
    return std::make_unique<connecting>(line_);
  }

  template <class Context>
  digest work(Context& context, task_id id) {
    auto& idle = line_.idle(context);
    auto on = idle.take();
    if (!on) on = line_.open(context);
    auto messages = messages_of(id);
    line_.exchange(context, *on, messages);
    if (warm_) idle.give(std::move(on));
    return messages.answer();
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    auto& idle = line_.idle(context);
    auto on = idle.take();
    if (!on) on = co_await line_.open(context);
    auto messages = messages_of(id);
    co_await on->exchange(messages);
    if (warm_) idle.give(std::move(on));
    co_return messages.answer();
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    struct under_way {
      echo_line::in_handlers on;
      echo_messages messages;
    };
    auto& idle = line_.idle(context);
    const auto own = std::make_shared<under_way>(under_way{idle.take(), messages_of(id)});
    auto exchanged = [this, &idle, own, end](const std::exception_ptr& error) {
      if (warm_ && !error) idle.give(std::move(own->on));
      own->on.reset();  // is closed, unless it was given
      error ? end(error) : end(own->messages.answer());
    };
    if (own->on) return own->on->exchange(own->messages, std::move(exchanged));
    line_.open(context, own->on,
               [own, end, exchanged = std::move(exchanged)](const std::exception_ptr& error) {
                 if (error) return end(error);
                 own->on->exchange(own->messages, exchanged);
               });
  }

  void verify(std::span<const task_record> tasks) override {
    for (std::size_t id = 0; id < tasks.size(); ++id)
      if (tasks[id].outcome == task_outcome::ok && tasks[id].answer != right_answer(static_cast<task_id>(id)))
        throw wrong_result(fmt::format("task {} got other bytes back than it had sent", id));
  }

  std::map<std::string, std::int64_t> counters() const override {
    return {{"connections_opened", line_.opened()}};
  }

 private:
  echo_messages messages_of(task_id id) const { return {seed_, id, messages_, size_}; }

  digest right_answer(task_id id) const {
    auto messages = messages_of(id);
    for (auto each = messages.next(); !each.empty(); each = messages.next()) messages.received(each);
    return messages.answer();
  }

  /// A connection is a file at both ends. A server that can open no more files does not accept it, and says nothing.
  void require_files() const {
    constexpr std::uint64_t others = 32;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= lanes_ + others) return;
    throw std::runtime_error(fmt::format(
        "{} connections at once need {} open files, here and in the server, and ulimit -n is {}: raise "
        "it (ulimit -Hn, /etc/security/limits.conf), or lower -c",
        lanes_, lanes_ + others, files.rlim_cur));
  }

  std::uint64_t lanes_;
  std::uint64_t seed_;
  std::uint64_t messages_;
  std::size_t size_;
  bool warm_;
  echo_line line_;
};

const registration registered{scenario_declaration{
    .name = "echo",
    .summary = "messages over connections that stay open: connections against threads",
    .work = work_kind::waiting,
    .order = 35,
    .tasks = {32, 64, 64},
    .uses_server = true,
    .parameters = {{.name = "messages",
                    .type = parameter_type::count,
                    .defaults = {"20", "50", "50"},
                    .help = "how many each task sends and gets back, one after another",
                    .minimum = "1",
                    .maximum = "1000000"},
                   {.name = "size",
                    .type = parameter_type::size,
                    .defaults = std::string("512B"),
                    .help = "size of a message",
                    .minimum = "1B",
                    .maximum = "64KiB"},
                   {.name = "connections",
                    .type = parameter_type::choice,
                    .defaults = std::string("warm"),
                    .help = "opened one a lane before the clock, or by each task for itself",
                    .choices = {"warm", "cold"}},
                   {.name = "request-timeout",
                    .type = parameter_type::time,
                    .defaults = std::string("10s"),
                    .help = "limit of one message, and of opening a connection",
                    .minimum = "1ms",
                    .maximum = "1h"}},
    .counters = {{.name = "connections_opened", .meaning = counter_meaning::connections}},
    .make = [](const scenario_setup& setup) { return std::make_unique<echo>(setup); },
    .expected =
        [](const scenario_setup& setup) {
          const auto each =
              std::chrono::microseconds(100) * static_cast<std::int64_t>(setup.params.count("messages"));
          return times(each + std::chrono::milliseconds(1), setup.tasks);
        },
}};

}  // namespace
}  // namespace concbench
