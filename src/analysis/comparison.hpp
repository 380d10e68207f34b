// Compares times of two reports that were made separately, so that their rounds cannot be paired.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/interval.hpp"

namespace concbench::analysis {

struct unpaired_ratio {
  double ratio;                   ///< of the times after to the times before: above 1 is slower
  std::optional<interval> range;  ///< of `ratio`; empty when there are too few values for the level
  double p;                       ///< two-sided; the hypothesis is that nothing changed
  /// On each side, until there is a range at this level, whatever the range then says.
  std::size_t values_needed;

  /// Whether the times changed, as in `paired_speedup`. It is true exactly when p ≤ alpha.
  bool resolved() const { return range && !range->holds(1); }
};

/// Estimates the ratio of two sets of times by Hodges–Lehmann: the median of all ln(after[j] / before[i]). The interval
/// is the inversion of the exact rank-sum (Mann–Whitney) test, and p is the p of that test (Hollander & Wolfe 1999,
/// "Nonparametric Statistical Methods", §4.1–4.3; Conover 1999, §5.1 and §5.4). All are exact for any distribution, as
/// long as the two sets differ only by a factor.
///
/// Above 2,500 pairs (50 against 50) the rank sum is taken to be normal, with continuity correction. A tie counts
/// against the change: the level is kept, with a small loss of power, and p and the interval agree with ties too. All
/// times are above 0, and 0 < `alpha` < 1. Throws std::invalid_argument when either side is empty.
unpaired_ratio compare_unpaired(std::span<const double> before, std::span<const double> after, double alpha);

/// For each p the level at which its hypothesis is judged, when all verdicts must hold together at `alpha` (Holm 1979,
/// "A simple sequentially rejective multiple test procedure"). p ≤ level is Holm's verdict, so an interval at that
/// level agrees with it. The smallest p of m is judged at alpha / m, the next at alpha / (m - 1) and so on. From the
/// first that fails, all are judged at its level. Holm's method promises that with a probability of 1 - alpha no
/// verdict "changed" is wrong. It does not promise that all intervals hold together; for that, each would need the
/// level alpha / m.
std::vector<double> holm_levels(std::span<const double> p, double alpha);

/// A range of ratios, made wider on both sides by a noise floor (0.02 is 2 %) as a factor.
interval widened(interval range, double noise_floor);

}  // namespace concbench::analysis
