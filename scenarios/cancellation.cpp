// cancellation: tasks that wait, and half of them are told to stop: how fast a model really ends work that nobody wants
// any more.
//
// A thread of the scenario requests the stop, as a signal or a user would, so that no lane has to find out that it is
// time. A task that begins after the stop ends at once.
#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <stop_token>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "analysis/quantiles.hpp"
#include "core/faces.hpp"
#include "core/registry.hpp"
#include "sync/stoppable_wait.hpp"
#include "system/counted.hpp"
#include "system/limits.hpp"
#include "system/live_threads.hpp"

namespace concbench {
namespace {

/// How much longer than until the stop a task waits if the stop does not end it.
constexpr auto in_vain = std::chrono::seconds(10);

class cancellation final : public scenario,
                           public shares_memory,
                           public straight_faces<cancellation>,
                           public suspending_faces<cancellation>,
                           public callback_face {
 public:
  explicit cancellation(const scenario_setup& setup)
      : delay_(setup.params.time("delay")), stop_(setup.params.time("stop")), any_told_(setup.tasks > 1) {}

  template <class Context>
  digest work(Context& context, task_id id) {
    start_clock();
    const waiting_task counted(waiting_);
    return mix(id, is_stopped(context, id) ? 1 : 0);
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    start_clock();
    const waiting_task counted(waiting_);
    const bool stopped = co_await sync::co_wait_for(context.executor(), time_of(id), token_of(id));
    co_return mix(id, stopped ? 1 : 0);
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    struct wait {
      wait(const loop_executor& home, duration time, std::stop_token stop, std::atomic<std::int64_t>& count)
          : timer(home, time, std::move(stop)), counted(count) {}
      sync::stoppable_timer<loop_executor> timer;
      waiting_task counted;
    };
    start_clock();
    auto one = std::make_shared<wait>(context.loop().get_executor(), time_of(id), token_of(id), waiting_);
    auto& timer = one->timer;
    timer.async_wait([id, end, one = std::move(one)](const boost::system::error_code& ended) mutable {
      one.reset();  // it waits no longer
      end(mix(id, ended == asio::error::operation_aborted ? 1 : 0));
    });
  }

  void verify(std::span<const task_record> tasks) override {
    canceller_ = {};  // waits for its end: it has told all of them, or they would not have ended
    if (const auto left = waiting_.load(); left != 0)
      throw wrong_result(fmt::format("{} still {} after the last one has ended", counted(left, "task"),
                                     agreeing(left, "waits", "wait")));
    for (std::size_t i = 0; i < tasks.size(); ++i)
      if (tasks[i].outcome == task_outcome::ok) judge(static_cast<task_id>(i), tasks[i]);
    std::ranges::sort(after_stop_);
  }

  std::map<std::string, std::int64_t> counters() const override {
    std::map<std::string, std::int64_t> counted{{"tasks_cancelled", cancelled_}};
    if (after_stop_.empty()) return counted;
    const auto at = [&](double q) { return after_stop_[analysis::nearest_rank(after_stop_.size(), q)]; };
    counted["tasks_cancelled_waiting"] = static_cast<std::int64_t>(after_stop_.size());
    counted["stop_p50_ns"] = at(0.5);
    counted["stop_max_ns"] = at(1);
    return counted;
  }

 private:
  /// Counts a task while it waits.
  class waiting_task {
   public:
    explicit waiting_task(std::atomic<std::int64_t>& count) : count_(count) { ++count_; }
    waiting_task(const waiting_task&) = delete;
    waiting_task& operator=(const waiting_task&) = delete;
    ~waiting_task() { --count_; }

   private:
    std::atomic<std::int64_t>& count_;
  };

  /// Waits. Returns whether the wait was cut short.
  bool is_stopped(blocking_context&, task_id id) { return sync::wait_for(time_of(id), token_of(id)); }
  bool is_stopped(fiber_context& context, task_id id) {
    return sync::wait_for(time_of(id), token_of(id), context.loop().get_executor(), context.yield());
  }

  static bool is_told(task_id id) { return id % 2 == 1; }
  duration time_of(task_id id) const { return is_told(id) ? stop_ + in_vain : delay_; }
  std::stop_token token_of(task_id id) const { return (is_told(id) ? told_ : spared_).get_token(); }

  /// The first task sets the time of the stop.
  void start_clock() {
    if (!any_told_) return;
    std::call_once(started_, [this] { start_canceller(); });
  }

  void start_canceller() try {
    canceller_ = std::jthread([this, alive = live_thread()](const std::stop_token& end) {
      if (sync::wait_for(stop_, end)) return;
      told_at_ns_ = now_ns();
      told_.request_stop();
      sync::wait_for(std::chrono::hours(24), end);  // so that each model's threads are counted with it
    });
  } catch (const std::system_error& e) {
    throw std::runtime_error("no thread that gives the stop: " + thread_refusal(e));
  }

  void judge(task_id id, const task_record& task) {
    const duration took(task.end_ns - task.start_ns);
    const bool told = is_told(id);
    if (const auto right = mix(id, told ? 1 : 0); task.answer != right)
      throw wrong_result(fmt::format("task {} was {}told to stop and {}", id, told ? "" : "not ",
                                     told ? "waited on" : "did not end by itself"));
    if (!told && took < delay_)
      throw wrong_result(
          fmt::format("task {} waited {} instead of {}", id, exact_text(took), exact_text(delay_)));
    if (told && (took >= time_of(id) || task.end_ns < told_at_ns_))
      throw wrong_result(fmt::format("task {} ended after {}, and not by the stop", id, exact_text(took)));
    if (!told) return;
    ++cancelled_;
    if (task.start_ns < told_at_ns_) after_stop_.push_back(task.end_ns - told_at_ns_);
  }

  duration delay_;
  duration stop_;
  bool any_told_;
  std::atomic<std::int64_t> waiting_ = 0;
  std::stop_source told_;
  std::stop_source spared_;  ///< of the tasks that nobody stops: they can be stopped all the same
  std::int64_t told_at_ns_ = 0;
  std::int64_t cancelled_ = 0;
  std::vector<std::int64_t> after_stop_;  ///< how long told tasks that waited took to end, in ns
  std::once_flag started_;
  std::jthread canceller_;  // last: joined before what it uses is destroyed
};

const registration registered{scenario_declaration{
    .name = "cancellation",
    .summary = "half of the tasks are told to stop while they wait: how fast each model ends them",
    .work = work_kind::waiting,
    .order = 78,
    .tasks = {20, 48, 10},
    .parameters = {{.name = "delay",
                    .type = parameter_type::time,
                    .defaults = {"5ms", "10ms", "1s"},
                    .help = "how long the tasks wait that are not told to stop",
                    .minimum = "0s",
                    .maximum = "1h"},
                   {.name = "stop",
                    .type = parameter_type::time,
                    .defaults = {"8ms", "15ms", "1.5s"},
                    .help = "when the others are told to stop, after the first task began",
                    .minimum = "0s",
                    .maximum = "1h"}},
    .counters = {{.name = "tasks_cancelled"},
                 {.name = "tasks_cancelled_waiting"},
                 {.name = "stop_p50_ns", .remark = "waiting tasks ended {} after the stop (median)"},
                 {.name = "stop_max_ns", .remark = "the last one {} after it"}},
    .make = [](const scenario_setup& setup) { return std::make_unique<cancellation>(setup); },
    .expected =
        [](const scenario_setup& setup) {
          return times(setup.params.time("delay"), (setup.tasks + 1) / 2) + setup.params.time("stop");
        },
}};

}  // namespace
}  // namespace concbench
