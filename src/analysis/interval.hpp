// The interval in which a median lies, and how certain that is.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace concbench::analysis {

/// The allowed probability that anything in a family of intervals or verdicts is wrong: they hold together at 95 %.
inline constexpr double family_risk = 0.05;

/// An interval that includes both ends.
struct interval {
  double low;
  double high;

  bool holds(double value) const { return low <= value && value <= high; }
  bool operator==(const interval&) const = default;
};

/// The interval from f(low) to f(high), for an increasing f: from logarithms back to ratios, for example.
template <class Function>
interval mapped(interval range, Function f) {
  return {f(range.low), f(range.high)};
}

/// The exact two-sided sign-test interval for the median (Conover 1999, "Practical Nonparametric Statistics", §3.2). It
/// reaches from the k-th smallest to the k-th largest value, with the largest k for which 2 P(B < k) ≤ `alpha`, where B
/// counts heads in as many fair coin throws as there are values. It contains the median with a probability of at least
/// 1 - `alpha`. The values must be independent, but may have any distribution: times are skewed, and have outliers.
/// Empty when there are too few values for this level. 0 < `alpha` < 1.
std::optional<interval> sign_interval(std::vector<double> values, double alpha);

/// The two-sided p of the exact sign test for a median of 0. It agrees with `sign_interval`: the interval at a level
/// contains 0 exactly when this p is above the level. A value of 0 counts against both sides. It is 1 when there are no
/// values.
double sign_test_p(std::span<const double> values);

/// The smallest number of values for which `sign_interval` is not empty: 6 at 5 %, 7 when that is divided among 3
/// comparisons, 9 among 12. With a `rank` above 1, the interval must not reach the `rank` - 1 outermost values at each
/// end: for a rank of 2 it is 9, and 11 among 3 comparisons, 13 among 12, 16 among 66.
std::size_t least_values_for_sign_interval(double alpha, std::size_t rank = 1);

}  // namespace concbench::analysis
