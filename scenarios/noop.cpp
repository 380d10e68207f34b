// noop: tasks that do nothing. All its time is the cost of the model itself.
#include <fmt/format.h>

#include "core/faces.hpp"
#include "core/registry.hpp"

namespace concbench {
namespace {

class noop final : public scenario,
                   public straight_faces<noop>,
                   public suspending_faces<noop>,
                   public callback_face {
 public:
  template <class Context>
  digest work(Context&, task_id id) {
    return mix(id);
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context&, task_id id) {
    co_return mix(id);
  }

  void begin(callback_context&, task_id id, task_end end) override { end(mix(id)); }

  void verify(std::span<const task_record> tasks) override {
    for (std::size_t i = 0; i < tasks.size(); ++i)
      if (tasks[i].outcome == task_outcome::ok && tasks[i].answer != mix(i))
        throw wrong_result(
            fmt::format("task {} answered {:016x} instead of {:016x}", i, tasks[i].answer, mix(i)));
  }
};

// A task costs about 52 ns one after another, most of it its two stamps, and 10–25 µs where it gets a thread
// of its own: 25,000 take 1.3 ms and 0.25–0.6 s, 5,000 a fifth of that.
const registration registered{scenario_declaration{
    .name = "noop",
    .summary = "tasks that do nothing: what each model costs by itself (dispatch)",
    .work = work_kind::overhead,
    .order = 90,
    .tasks = {5'000, 25'000, 5'000},
    .empty_tasks = true,
    .parameters = {},
    .make = [](const scenario_setup&) { return std::make_unique<noop>(); },
}};

}  // namespace
}  // namespace concbench
