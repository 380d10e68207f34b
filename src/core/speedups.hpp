// Comparisons within a group: the cells that do the same work with different executors. The output and the rule that
// ends the rounds both use these functions.
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

/// The samples from which figures are made: the ok samples and, in a failed or saturated cell, samples in which some
/// tasks ended ok.
std::vector<const sample*> counted_samples(const cell& cell);

/// Whether a cell can be compared: it is ok and has times.
bool comparable(const cell& cell);

/// The cell that the speedups of a group compare with: the cell of `baseline` or, where that is not comparable, the
/// first comparable cell. Null when no cell is comparable.
const cell* reference_of(cell_group group, std::string_view baseline);

/// The risk of one interval when `comparisons` intervals must hold together at 95 % (Bonferroni). It is smaller when
/// the width of the intervals decides about further rounds (analysis::sequential_alpha).
double comparison_alpha(const plan& asked, std::size_t comparisons);

/// With a precision: the numbers of rounds after which the interval widths of a group with this many executors are
/// checked. The first is the one at which every speedup has an interval. Empty without a precision.
std::vector<std::size_t> looks_of(const plan& asked, std::size_t executors);

/// The most rounds that a group with this many executors takes, without warm-up.
std::int64_t most_rounds(const plan& asked, std::size_t executors);

/// The risk of each speedup in this group.
double speedup_alpha(cell_group group, const plan& asked);

/// The time that represents a sample, in ns. In a closed loop this is the time of its run. In an open loop the rate
/// decides how long a run takes, so this is the p99 of the time from when tasks were due. In a search for the highest
/// rate it is the time between two starts at the rate that was found: lower is better there too.
double compared_ns(const sample& sample);

/// Which figure of the samples is compared.
enum class compared_figure {
  run,                ///< compared_ns
  run_and_lifecycle,  ///< with startup_ns and teardown_ns: what a program pays that does this work once
  p99,     ///< of the tasks' times; in an open loop from when they were due, where it is the same as `run`
  cpu,     ///< user and system time of the run
  memory,  ///< the memory that the run added
  peak_memory,  ///< peak memory of the whole process
};

/// The name of a counter of a sample. It is 1 where the peak memory is that of a worker's whole life, as the kernel
/// counts it, and not that of the run, as a worker of concbench reads it. The two must not be compared: the first is
/// about 5 % larger.
inline constexpr std::string_view memory_of_whole_life = "memory_of_whole_life";

/// The figure of a sample in ns or bytes; 0 when it is not known.
double value_of(const sample& sample, compared_figure figure);

/// How many times less `candidate` takes than `reference`; for times, how many times faster it is. Samples are paired
/// by round, over the rounds in which both have this figure. Empty when a cell is not comparable, or when they share no
/// such round.
std::optional<analysis::paired_speedup> speedup_of(const cell& candidate, const cell& reference, double alpha,
                                                   compared_figure what = compared_figure::run);

/// The same ratio for any figure of the samples, which must be above 0: how many times more of it `reference` has than
/// `candidate`.
std::optional<analysis::paired_speedup> compare_samples(const cell& candidate, const cell& reference,
                                                        double alpha,
                                                        const std::function<double(const sample&)>& figure);

/// The relative width (0.02: 2 %) of the widest speedup interval of the group or, where only one cell is comparable, of
/// the interval of its median time. Empty while an interval is missing, and when no cell is comparable.
std::optional<double> widest_interval(cell_group group, const plan& asked);

}  // namespace concbench
