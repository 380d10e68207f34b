// The runs of `concbench cost`: sizes that fit the machine, and delays that keep all tasks alive at once.
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

/// One cell of the scenario of waits.
struct sleep_cell {
  std::string executor;
  std::uint64_t tasks = 0;
  duration delay{0};
};

/// How many tasks an executor may have, and the limit that is responsible when these are fewer than asked for.
struct task_reach {
  std::uint64_t tasks = 0;
  std::optional<capacity_limit> limit = {};
};

/// The size at which every executor begins: 1,000 or, when that is less, a tenth of what was asked for, or of what fits
/// the machine when each task is a thread of 64 KiB.
std::uint64_t first_size(const cost_options& options, const capacity_facts& facts);

/// How many tasks an executor may have, computed from the memory and the threads that a task took in `measured`.
task_reach reach_of(const cell& measured, std::uint64_t wanted, const capacity_facts& facts,
                    const environment& machine);

/// Sizes above `first` up to `reach`: powers of ten, and `reach` itself. If these are fewer than two, one more between
/// them, so that a line has three points.
std::vector<std::uint64_t> sizes_between(std::uint64_t first, std::uint64_t reach);

/// How long it took to start one task, by the median of the samples: the time of a run beyond its delay.
double opening_ns(const cell& measured);

/// Twice the time that it should take to start all tasks, and at least 100 ms.
duration delay_for(std::uint64_t tasks, double opening_ns_per_task);

/// The plan for the first size of the scenario of waits, and for the one of empty tasks on 256 lanes or, if these are fewer, on as
/// many as there can be threads.
runner::run_plan make_first_plan(const cost_options& options, const std::vector<sleep_cell>& sleeps,
                                 const capacity_facts& facts);

/// The plan for a further size. Its rounds take seconds, and its samples differ less, so it has at most 3 rounds.
runner::run_plan make_further_plan(const cost_options& options, const std::vector<sleep_cell>& sleeps);

/// The plan for the same sleeps, once each, in workers that count allocations.
runner::run_plan make_counting_plan(const cost_options& options, const std::vector<sleep_cell>& sleeps);

}  // namespace concbench::cli
