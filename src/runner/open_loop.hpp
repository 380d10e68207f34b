// Open loops: how late a task may begin, and whether the figures of a sample mean anything.
#pragma once

#include <optional>
#include <string>

#include "core/report.hpp"
#include "core/scenario.hpp"
#include "core/task_batch.hpp"

namespace concbench::runner {

/// When a task of an open loop is due, as a value of `now_ns()`.
inline std::int64_t due_ns(const task_batch& batch, task_id id) {
  return batch.due(id).time_since_epoch().count();
}

/// How late a task may begin before the batch drops it: the length of the schedule, at least 5 s. Without this limit, a
/// model that reaches a hundredth of the rate would take a hundred times as long.
duration patience_of(const scenario_setup& setup);

/// Counts the tasks that began late in `sample`, which already has all other figures. When the model could not keep up,
/// its latencies show how long the run was, and not what a task takes. sample::saturation then has the rate that was
/// reached, and the result is `saturated` or, where tasks failed for other reasons, `failed`.
struct saturation {
  enum status status;
  std::string reason;
};
std::optional<saturation> judge_starts(const task_batch& batch, const scenario_setup& setup, sample& sample);

/// Calls a cell `saturated` when its model could not keep up in at least half of its rounds, and `ok` otherwise,
/// because one round that a disturbance made late does not show that a model cannot keep up. The reason of a saturated
/// cell is that of its middle late round, by the rate that was reached. A cell with a worse status is left as it is.
void settle_saturation(cell& cell);

}  // namespace concbench::runner
