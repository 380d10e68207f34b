// How many times faster one executor is than another, from rounds in which both took part.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "analysis/interval.hpp"

namespace concbench::analysis {

struct paired_speedup {
  double ratio;                   ///< above 1 the candidate is faster
  std::optional<interval> range;  ///< of `ratio`; empty when there are too few rounds for the level
  double p;                       ///< two-sided; the hypothesis is that neither is faster
  std::size_t rounds;             ///< in which both took part
  std::size_t rounds_needed;      ///< until there is a range at this level, whatever the range then says

  /// Whether one is shown to be faster than the other. Only the range decides, so the range and the verdict cannot
  /// disagree. It is true exactly when p ≤ alpha.
  bool resolved() const { return range && !range->holds(1); }

  /// Whether the range lies within half a per cent of 1. Then the difference does not matter, even if it is resolved.
  bool alike() const {
    constexpr double most = 1.005;
    return range && range->low >= 1 / most && range->high <= most;
  }

  /// The speedup of the baseline over the candidate.
  paired_speedup inverse() const;
};

/// exp(median(ln(baseline[i] / candidate[i]))), its `sign_interval` and its `sign_test_p`. The ratio is taken within
/// each round, where both ran under the same conditions, so that a drift of the machine over the rounds cancels out.
/// With logarithms, twice as fast and half as fast are equally far from 1, and the speedup of a over b is the inverse
/// of that of b over a.
///
/// `alpha` is the risk of this one comparison. It is divided by the number of comparisons where all must hold together
/// (Bonferroni), and by `sequential_alpha` where a width ends the rounds. Element i of both spans belongs to the same
/// round; all times are above 0. Empty when there are no rounds. Throws std::invalid_argument when the spans differ in
/// length.
std::optional<paired_speedup> compare_paired(std::span<const double> baseline,
                                             std::span<const double> candidate, double alpha);

}  // namespace concbench::analysis
