// Makes a timeline from the records of one sample.
#pragma once

#include <cstdint>
#include <optional>

#include "core/report.hpp"
#include "core/scenario.hpp"
#include "core/task_batch.hpp"
#include "core/timeline.hpp"
#include "runner/memory_watch.hpp"

namespace concbench::runner {

/// The timeline of a batch that has ended. Its run began at `run_start` (now_ns()) and had at most `concurrency` tasks
/// at once. The caller fills in wall time, peak and memory. Call it before task_batch::use_up().
///
/// The lanes are computed from the times: a task takes the lane that became free last. In a loop this is the lane where
/// it began, because there the end of one task begins the next. Where the batch kept threads, and they are enough, each
/// thread has lanes of its own: a worker of a pool is one lane.
///
/// When the batch kept no record of each task, the timeline has a problem that says so.
task_timeline timeline_of(const task_batch& batch, std::int64_t run_start, std::uint64_t concurrency);

/// Collects what a timeline needs while a sample is taken: threads, and memory where one process has all of it. Make it
/// before the executor starts.
class timeline_keeper {
 public:
  timeline_keeper(task_batch& batch, const scenario_setup& setup);

  /// The timeline of the run that began at `run_start` and is `taken`. Call it before task_batch::use_up(). The caller
  /// fills in its peak_tasks.
  task_timeline take(std::int64_t run_start, const sample& taken);

 private:
  task_batch& batch_;
  std::uint64_t concurrency_;
  std::optional<memory_watch> memory_;
};

}  // namespace concbench::runner
