// Where a median lies, and how sure that is.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace concbench::analysis {

/// The chance to be wrong somewhere that a family of intervals or verdicts is allowed: they hold together at
/// 95 %.
inline constexpr double family_risk = 0.05;

/// Both ends belong to it.
struct interval {
  double low;
  double high;

  bool holds(double value) const { return low <= value && value <= high; }
  bool operator==(const interval&) const = default;
};

/// The interval from f(low) to f(high), for an f that grows: from logarithms back to ratios, say.
template <class Function>
interval mapped(interval range, Function f) {
  return {f(range.low), f(range.high)};
}

/// The exact two-sided sign-test interval for the median (Conover 1999, "Practical Nonparametric Statistics",
/// §3.2): from the k-th smallest to the k-th largest value, with the largest k for which 2 P(B < k) ≤
/// `alpha`, where B counts heads in as many fair throws as there are values. It holds the median with a
/// probability of at least 1 - `alpha`, whatever the distribution, skewed and with outliers as times are: it
/// asks only that the values are independent. Empty when there are too few values for this level. 0 < `alpha`
/// < 1.
std::optional<interval> sign_interval(std::vector<double> values, double alpha);

/// The two-sided p of the exact sign test for a median of 0: what says the same as `sign_interval`, whose
/// interval at a level holds 0 exactly when this p is above the level. A value of 0 counts against either
/// side. 1 of no values.
double sign_test_p(std::span<const double> values);

/// The least number of values for which `sign_interval` is not empty: 6 at 5 %, 7 when that is divided among
/// 3 comparisons, 9 among 12. With a `rank` above 1, for which that many values at each end do not bound it:
/// for the second ones 9, 11 among 3 comparisons, 13 among 12, 16 among 66.
std::size_t least_values_for_sign_interval(double alpha, std::size_t rank = 1);

}  // namespace concbench::analysis
