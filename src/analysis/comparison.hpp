// Whether times changed between two reports made separately, so that no rounds can be paired.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/interval.hpp"

namespace concbench::analysis {

struct unpaired_ratio {
  double ratio;                   ///< of the times after to those before: above 1 is slower
  std::optional<interval> range;  ///< of `ratio`; empty when there are too few values for the level
  double p;                       ///< two-sided, of the hypothesis that nothing changed
  std::size_t values_needed;      ///< on each side, for a range at this level, whatever it then says

  /// As in `paired_speedup`. Says the same as p ≤ alpha.
  bool resolved() const { return range && !range->holds(1); }
};

/// The Hodges–Lehmann estimate of the shift between the logarithms of two sets of times, which is the median
/// of all ln(after[j] / before[i]); its interval by inversion of the exact rank-sum (Mann–Whitney) test; and
/// that test's p (Hollander & Wolfe 1999, "Nonparametric Statistical Methods", §4.1–4.3; Conover 1999, §5.1
/// and §5.4). All exact whatever the distribution, as long as only a factor lies between the two sets. Where
/// there are more than 2,500 pairs (50 against 50) the distribution of the rank sum is a normal one with
/// continuity correction. A tie counts against the change: the level is kept, a little of it given away, and
/// p and the interval agree with ties too. All times are above 0, 0 < `alpha` < 1. Throws
/// std::invalid_argument when either side is empty.
unpaired_ratio compare_unpaired(std::span<const double> before, std::span<const double> after, double alpha);

/// For each p the level at which its hypothesis is judged when all are to hold together at `alpha` (Holm
/// 1979, "A simple sequentially rejective multiple test procedure"): p ≤ level is Holm's verdict, and so an
/// interval at that level agrees with it. The smallest p of m is judged at alpha / m, the next at alpha / (m
/// - 1) and so on; from the first that fails, all are judged at its level. Holm promises that among the
/// verdicts "changed" none is wrong, with a probability of 1 - alpha; it does not promise that all intervals
/// hold together, for which every one would have to be made at alpha / m.
std::vector<double> holm_levels(std::span<const double> p, double alpha);

/// A range of ratios widened on both sides by a noise floor (0.02 is 2 %), as a factor.
interval widened(interval range, double noise_floor);

}  // namespace concbench::analysis
