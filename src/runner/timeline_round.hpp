// From the records of one sample to its timeline.
#pragma once

#include <cstdint>
#include <optional>

#include "core/report.hpp"
#include "core/scenario.hpp"
#include "core/task_batch.hpp"
#include "core/timeline.hpp"
#include "runner/memory_watch.hpp"

namespace concbench::runner {

/// The timeline of a batch that has ended, whose run began at `run_start` (now_ns()) and had at most `concurrency`
/// tasks at once; its wall time, peak and memory are left to the caller. Asked
/// before the batch is used up.
///
/// The lanes are worked out from the times: a task takes the lane that was left last. That is where a loop began it,
/// since there the end of one task begins the next. Where the batch kept threads, and they are enough, each has lanes
/// of its own: a worker of a pool is one lane.
///
/// Its problem says so where the batch kept no record of each task.
task_timeline timeline_of(const task_batch& batch, std::int64_t run_start, std::uint64_t concurrency);

/// What is kept while a sample is taken for its timeline: threads, and memory where one process has all of it. Made
/// before the executor starts.
class timeline_keeper {
 public:
  timeline_keeper(task_batch& batch, const scenario_setup& setup);

  /// The timeline of the run, which began at `run_start` and is `taken`. Before the batch is used up; its peak_tasks
  /// are left to the caller.
  task_timeline take(std::int64_t run_start, const sample& taken);

 private:
  task_batch& batch_;
  std::uint64_t concurrency_;
  std::optional<memory_watch> memory_;
};

}  // namespace concbench::runner
