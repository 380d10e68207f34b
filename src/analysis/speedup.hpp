// How many times faster one executor is than another, from rounds that both took part in.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "analysis/interval.hpp"

namespace concbench::analysis {

struct paired_speedup {
  double ratio;                   ///< above 1 the candidate is faster
  std::optional<interval> range;  ///< of `ratio`; empty when there are too few rounds for the level
  double p;                       ///< two-sided, of the hypothesis that neither is faster
  std::size_t rounds;             ///< that both took part in
  std::size_t rounds_needed;      ///< for a range at this level, whatever it then says

  /// Whether one is faster than the other. The range alone decides, so it and the verdict cannot disagree.
  /// Says the same as p ≤ alpha.
  bool resolved() const { return range && !range->holds(1); }

  /// Whether the range lies within half a per cent of 1: resolved or not, no difference worth a word.
  bool alike() const {
    constexpr double most = 1.005;
    return range && range->low >= 1 / most && range->high <= most;
  }

  /// The baseline over the candidate.
  paired_speedup inverse() const;
};

/// exp(median(ln(baseline[i] / candidate[i]))), its `sign_interval` and `sign_test_p`. The ratio is taken
/// within each round, where both ran under the same conditions, so that a drift of the machine over the
/// rounds cancels out; logarithms make twice as fast and half as fast lie equally far from 1, and the speedup
/// of a over b the inverse of b over a. `alpha` is the risk of this one comparison: divided by the number of
/// comparisons where all are to hold together (Bonferroni), and by `sequential_alpha` where a width ends the
/// rounds. Element i of both spans belongs to the same round, all times are above 0. Empty when there are no
/// rounds; throws std::invalid_argument when the spans differ in length.
std::optional<paired_speedup> compare_paired(std::span<const double> baseline,
                                             std::span<const double> candidate, double alpha);

}  // namespace concbench::analysis
