// What a task costs with each executor, computed from the samples of `concbench cost`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/regression.hpp"
#include "core/report.hpp"
#include "system/task_capacity.hpp"

namespace concbench {

/// A limit that kept an executor from running more tasks, and how many it had.
struct stopped_by {
  std::string executor;
  std::uint64_t tasks = 0;
  capacity_limit limit;
};

/// The measurements of `concbench cost`. Cells of the waiting scenario whose tasks can all be alive at once give the
/// memory. The largest of them, up to `usage_tasks` tasks, gives CPU time and context switches. The cells of the empty
/// scenario give the dispatch cost.
struct cost_measurement {
  static constexpr std::uint64_t usage_tasks = 10'000;

  std::string waiting;  ///< the name of the scenario whose tasks only wait
  std::string empty;    ///< the name of the scenario whose tasks do nothing
  report timed;
  report counted;  ///< the waiting scenario again, with allocations counted; its times have no meaning
  std::vector<capacity_limit> limits;
  std::vector<stopped_by> stopped;
};

/// A figure per task over all rounds.
struct cost_figure {
  double median = 0;
  double least = 0;
  double most = 0;
};

/// Bytes for each task: slopes over the number of tasks that were alive at once, with one point for each sample. Kernel
/// stacks are computed from the number of threads. On machines whose stack size is not known they are empty, and not
/// part of `total`.
struct memory_card {
  analysis::line_fit total;
  analysis::line_fit user;    ///< resident pages at their peak
  analysis::line_fit tables;  ///< page tables (VmPTE) while all tasks slept
  std::optional<analysis::line_fit> stacks;
  std::uint64_t least_tasks = 0;
  std::uint64_t most_tasks = 0;
};

struct cost_card {
  std::string executor;
  std::optional<memory_card> memory;
  std::optional<cost_figure> dispatch_ns;  ///< wall time of an empty task
  /// Of the executor at `usage_tasks`, before the run: no other figure contains it.
  std::optional<cost_figure> startup_ns;
  std::optional<cost_figure> cpu_ns;              ///< of a task that waits
  std::optional<cost_figure> switches;            ///< of a task that waits, voluntary and involuntary
  std::optional<analysis::line_fit> allocations;  ///< of a task that waits: slope over the number of tasks
  std::vector<std::string> remarks;  ///< why a figure is missing, or has less behind it than was asked for
};

/// The size of a thread's stack in the kernel, as it was read from the machine; empty when it is not known.
std::optional<std::uint64_t> kernel_stack_bytes(const environment& facts);

/// One card for each executor, in the order in which the user named them.
std::vector<cost_card> make_cost_cards(const cost_measurement& measurement);

/// Whether all tasks of a sample were alive at one moment.
bool all_alive(const cell& cell, const sample& taken);

}  // namespace concbench
