// Open loops: how long a late task may still begin, and whether the sample says anything.
#pragma once

#include <optional>
#include <string>

#include "core/report.hpp"
#include "core/scenario.hpp"
#include "core/task_batch.hpp"

namespace concbench::runner {

/// When a task of an open loop is due, as `now_ns()` tells it.
inline std::int64_t due_ns(const task_batch& batch, task_id id) {
  return batch.due(id).time_since_epoch().count();
}

/// How late a task may begin before the batch gives up: the length of the schedule, at least 5 s. A model
/// that can do a hundredth of the rate would otherwise take a hundred times as long to show it.
duration patience_of(const scenario_setup& setup);

/// Counts in `sample`, which holds the rest of the sample, the tasks that began late. When the model could not
/// keep up its latencies tell how long the run was more than what a task takes: the answer is then saturated,
/// or where tasks failed for other reasons failed, and its reason has the rate that was reached.
struct saturation {
  enum status status;
  std::string reason;
};
std::optional<saturation> judge_starts(const task_batch& batch, const scenario_setup& setup, sample& sample);

}  // namespace concbench::runner
