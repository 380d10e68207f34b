// What `concbench cost` runs: sizes that fit the machine, delays that keep all tasks alive at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/figures/cost_card.hpp"
#include "runner/run_plan.hpp"
#include "system/task_capacity.hpp"

namespace concbench::cli {

struct cost_options {
  std::vector<std::string> executors = {};
  std::uint64_t max_tasks = 1'000'000;
  std::int64_t rounds = 5;
  std::uint64_t seed = 1;
  std::string command = {};  ///< the whole command line, quoted
};

/// The scenarios of this build that are measured: what they declare says which. Throw std::logic_error for a build that has none.
const scenario_declaration& waiting_scenario();
const scenario_declaration& empty_scenario();

/// One cell of the waiting scenario.
struct sleep_cell {
  std::string executor;
  std::uint64_t tasks = 0;
  duration delay{0};
};

/// How many tasks an executor may have, and the limit that says so when that is less than was asked for.
struct task_reach {
  std::uint64_t tasks = 0;
  std::optional<capacity_limit> limit = {};
};

/// The size that every executor is tried at first: 1,000, or a tenth of what was asked for or of what the
/// machine has room for when each task is a thread of 64 KiB.
std::uint64_t first_size(const cost_options& options, const capacity_facts& facts);

/// How far an executor may go, judged by the memory and the threads a task took in `measured`.
task_reach reach_of(const cell& measured, std::uint64_t wanted, const capacity_facts& facts,
                    const environment& machine);

/// Sizes from `first` (not among them) up to `reach`: powers of ten, and `reach` itself; where those are
/// fewer than two, one more between, so that a line has three points.
std::vector<std::uint64_t> sizes_between(std::uint64_t first, std::uint64_t reach);

/// How long it took to bring a task to life, by the median of the samples: what a run lasts beyond its delay.
double opening_ns(const cell& measured);

/// Twice as long as it should take to bring all tasks to life; at least 100 ms.
duration delay_for(std::uint64_t tasks, double opening_ns_per_task);

/// The first size of the waiting scenario, and the empty one on 256 lanes, or as many as threads have room for.
runner::run_plan make_first_plan(const cost_options& options, const std::vector<sleep_cell>& sleeps,
                                 const capacity_facts& facts);

/// A further size. Such rounds take seconds, and their samples differ by less: no more than 3 of them.
runner::run_plan make_further_plan(const cost_options& options, const std::vector<sleep_cell>& sleeps);

/// The same sleeps once, in workers that count allocations.
runner::run_plan make_counting_plan(const cost_options& options, const std::vector<sleep_cell>& sleeps);

}  // namespace concbench::cli
