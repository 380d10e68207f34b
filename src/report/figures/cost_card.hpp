// What a task costs under each executor, from the samples of `concbench cost`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/regression.hpp"
#include "core/report.hpp"
#include "system/task_capacity.hpp"

namespace concbench {

/// A limit that kept an executor from more tasks, and how many it got.
struct stopped_by {
  std::string executor;
  std::uint64_t tasks = 0;
  capacity_limit limit;
};

/// What `concbench cost` has measured. Cells of the waiting scenario whose tasks may all be alive at once give memory, the
/// largest of them up to `usage_tasks` tasks gives CPU and switches, those of the empty one give dispatch.
struct cost_measurement {
  static constexpr std::uint64_t usage_tasks = 10'000;

  std::string waiting;  ///< the name of the scenario whose tasks do nothing but wait
  std::string empty;    ///< that of the scenario whose tasks do nothing at all
  report timed;
  report counted;  ///< the waiting one again, with allocations counted: its times mean nothing
  std::vector<capacity_limit> limits;
  std::vector<stopped_by> stopped;
};

/// A figure per task over all rounds.
struct cost_figure {
  double median = 0;
  double least = 0;
  double most = 0;
};

/// Bytes per task: slopes over the number of tasks that were alive at once, one point a sample. Kernel stacks
/// are computed from the number of threads, so they are empty on machines whose stack size is not known here,
/// and `total` is then without them.
struct memory_card {
  analysis::line_fit total;
  analysis::line_fit user;    ///< peak of resident pages
  analysis::line_fit tables;  ///< page tables (VmPTE) while all tasks slept
  std::optional<analysis::line_fit> stacks;
  std::uint64_t least_tasks = 0;
  std::uint64_t most_tasks = 0;
};

struct cost_card {
  std::string executor;
  std::optional<memory_card> memory;
  std::optional<cost_figure> dispatch_ns;  ///< wall time of an empty task
  std::optional<cost_figure>
      startup_ns;  ///< of the executor at `usage_tasks`: before the run, so in none of the others
  std::optional<cost_figure> cpu_ns;              ///< of a task that waits
  std::optional<cost_figure> switches;            ///< voluntary and involuntary, of a task that waits
  std::optional<analysis::line_fit> allocations;  ///< of a task that waits: slope over the number of tasks
  std::vector<std::string> remarks;  ///< why a figure is missing, or rests on less than was asked for
};

/// The kernel's stack of a thread, as it was read from the machine; empty when it is not known.
std::optional<std::uint64_t> kernel_stack_bytes(const environment& facts);

/// One card per executor, in the order asked for.
std::vector<cost_card> make_cost_cards(const cost_measurement& from);

/// Whether all tasks of a sample were alive at one moment.
bool all_alive(const cell& of, const sample& taken);

}  // namespace concbench
