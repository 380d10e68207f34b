// sleep: N tasks that wait. This is the simplest I/O-bound work: the cost of a model when tasks only wait.
#include <atomic>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <sys/prctl.h>

#include "core/faces.hpp"
#include "core/registry.hpp"
#include "system/error.hpp"
#include "system/resource_usage.hpp"

namespace concbench {
namespace {

class sleep final : public scenario,
                    public straight_faces<sleep>,
                    public suspending_faces<sleep>,
                    public callback_face {
 public:
  explicit sleep(const scenario_setup& setup)
      : delay_(setup.params.time("delay")), slack_(setup.params.time("slack")), probes_(setup.probe_memory) {}

  /// Sets it for this thread. The threads that the executor starts inherit it, and so do their threads and processes.
  void set_up(const fixture&) override {
    if (slack_ > duration::zero() && ::prctl(PR_SET_TIMERSLACK, slack_.count()) != 0)
      throw_errno("cannot set the timer slack");
  }

  template <class Context>
  digest work(Context& context, task_id id) {
    if constexpr (!std::is_same_v<Context, blocking_context>) note_loop();
    context.sleep_for(delay_);
    return woken(id);
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    note_loop();
    typename Context::timer timer(context.executor(), delay_);
    co_await timer.async_wait(Context::use_awaitable);
    co_return woken(id);
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    note_loop();
    auto timer = std::make_unique<loop_timer>(context.loop().get_executor(), delay_);
    auto& waiting = *timer;
    waiting.async_wait([this, id, end, timer = std::move(timer)](const boost::system::error_code&) mutable {
      timer.reset();  // before the next task makes one of its own
      end(woken(id));
    });
  }

  void verify(std::span<const task_record> tasks) override {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (tasks[i].outcome != task_outcome::ok) continue;
      const duration slept(tasks[i].end_ns - tasks[i].start_ns);
      if (slept < delay_ || tasks[i].answer != mix(i))
        throw wrong_result(
            fmt::format("task {} slept {} instead of {}", i, exact_text(slept), exact_text(delay_)));
    }
  }

  std::map<std::string, std::int64_t> counters() const override {
    if (!seen_) return {};
    return {{"page_table_bytes_asleep", static_cast<std::int64_t>(seen_->page_table_bytes)},
            {"threads_asleep", static_cast<std::int64_t>(seen_->threads)}};
  }

  std::vector<std::string> notes() const override {
    constexpr int shown_from = 100;  // slacks to a wait: below, it is 1 % of the time and more
    const duration slack(::prctl(PR_GET_TIMERSLACK));
    if (on_loop_ || slack <= duration::zero() || delay_ <= duration::zero() || slack * shown_from < delay_)
      return {};
    return {fmt::format(
        "a thread that sleeps may wake up to {} late, its timer slack, and a loop's timer does not; -p "
        "slack=1ns takes that away",
        exact_text(slack))};
  }

 private:
  /// Written once, and read by every task.
  void note_loop() {
    if (!on_loop_.load(std::memory_order_relaxed)) on_loop_.store(true, std::memory_order_relaxed);
  }

  /// Reads the memory when the first task wakes up, in each process where there are several.
  digest woken(task_id id) {
    if (probes_.load(std::memory_order_relaxed) && probes_.exchange(false)) seen_ = memory_usage::now();
    return mix(id);
  }

  duration delay_;
  duration slack_;  ///< 0: as it was inherited
  std::atomic<bool> on_loop_ = false;
  std::atomic<bool> probes_;
  std::optional<memory_usage> seen_;  ///< when the first task woke up, and all others still slept
};

const registration registered{scenario_declaration{
    .name = "sleep",
    .summary = "tasks that wait: what a model costs when nothing happens",
    .work = work_kind::waiting,
    .order = 10,
    .tasks = {10, 24, 10},
    .wait_parameter = "delay",
    .parameters =
        {{.name = "delay",
          .type = parameter_type::time,
          .defaults = {"10ms", "20ms", "1.5s"},
          .help = "how long each task waits",
          .minimum = "0s",
          .maximum = "1h"},
         {.name = "slack",
          .type = parameter_type::time,
          .defaults = std::string("0s"),
          .help = "how late a thread that sleeps may wake up (timer slack); 0s: as inherited, 50us as a rule",
          .minimum = "0s",
          .maximum = "1s"}},
    .counters = {{.name = "page_table_bytes_asleep",
                  .meaning = counter_meaning::page_tables,
                  .only_probed = true},
                 {.name = "threads_asleep", .only_probed = true}},
    .make = [](const scenario_setup& setup) { return std::make_unique<sleep>(setup); },
    .expected = [](const scenario_setup& setup) { return times(setup.params.time("delay"), setup.tasks); },
}};

}  // namespace
}  // namespace concbench
