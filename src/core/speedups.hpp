// Comparisons within a group, the cells that are the same work under several executors: one source for what
// the output shows and for the rule that ends the rounds.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/speedup.hpp"
#include "core/report.hpp"

namespace concbench {

using cell_group = std::span<const cell* const>;

/// The samples that figures may be made from: ok ones, and in a failed or saturated cell those where some
/// tasks ended ok.
std::vector<const sample*> counted_samples(const cell& of);

/// Whether a cell can be compared: it is ok and has times.
bool comparable(const cell& of);

/// The cell that the speedups of a group refer to: the one of `baseline`, or where that is not comparable the
/// first that is. Null when no cell is.
const cell* reference_of(cell_group group, std::string_view baseline);

/// The risk of one of `comparisons` intervals that hold together at 95 % (Bonferroni), smaller when their
/// width decides about further rounds (analysis::sequential_alpha).
double comparison_alpha(const plan& asked, std::size_t comparisons);

/// Numbers of rounds after which the widths of a group of so many executors are looked at, where they decide
/// about further rounds: from the first at which every speedup has an interval. Empty without a precision.
std::vector<std::size_t> looks_of(const plan& asked, std::size_t executors);

/// The most rounds that such a group takes, warm-up not counted.
std::int64_t most_rounds(const plan& asked, std::size_t executors);

/// The risk of each speedup over the reference in this group.
double speedup_alpha(cell_group group, const plan& asked);

/// The time that stands for a sample, in ns: that of its run. In an open loop the rate decides how long that
/// takes, and what tells models apart is the p99 from when tasks were due.
double compared_ns(const sample& of);

/// What of a sample is compared.
enum class compared_figure {
  run,                ///< compared_ns
  run_and_lifecycle,  ///< with startup_ns and teardown_ns: what a program that does this once would pay
  p99,     ///< of the tasks' times, in an open loop from when they were due: there it is the same as `run`
  cpu,     ///< user and system time of the run
  memory,  ///< that the run added
  peak_memory,  ///< of the process
};

/// Among a sample's counters: 1 where its peak memory is that of a worker's whole life, as the kernel counted it, and not that of the
/// run, as a worker of concbench reads it. The two are not to be compared: the first one is some 5 % more.
inline constexpr std::string_view memory_of_whole_life = "memory_of_whole_life";

/// In ns or bytes; 0: not known.
double value_of(const sample& of, compared_figure figure);

/// How many times less of it `candidate` takes than `reference`, so how many times faster it is, paired over the rounds
/// in which both have this figure. Empty when one is not comparable or they share no such round.
std::optional<analysis::paired_speedup> speedup_of(const cell& candidate, const cell& reference, double alpha,
                                                   compared_figure what = compared_figure::run);

/// The same of any figure of the samples, which has to be above 0: how many times more of it `reference` has than `candidate`.
std::optional<analysis::paired_speedup> compare_samples(const cell& candidate, const cell& reference,
                                                        double alpha,
                                                        const std::function<double(const sample&)>& figure);

/// The relative width (0.02: 2 %) of the group's widest speedup interval; where only one cell is comparable,
/// of the interval of its median time. Empty while an interval is missing, and when no cell is comparable.
std::optional<double> widest_interval(cell_group group, const plan& asked);

}  // namespace concbench
