// How a figure grows along a swept parameter, and where two executors change places.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/interval.hpp"

namespace concbench::analysis {

/// y ~ x^exponent: 1 is linear, 0 is flat.
struct power_fit {
  double exponent;
  std::optional<interval> exponent_range;  ///< at 95 %; empty below 3 points
  double r_squared;                        ///< of the logarithms; says little where y is nearly constant
};

/// The line through ln y over ln x (`fit_line`), so that relative errors of all points have the same weight. Empty when
/// there are fewer than two different x, or when an x or a y is not above 0 and so has no logarithm.
std::optional<power_fit> fit_power(std::span<const double> x, std::span<const double> y);

/// The times of one executor divided by those of another at one value of a parameter, as `compare_paired(first,
/// second)` gives them. Below 1 the first is faster.
struct ratio_at {
  double x;
  double ratio;
  std::optional<interval> range;
};

/// Where the faster of two executors becomes the slower one.
struct crossover {
  double x;          ///< interpolated: the x where the ratio is 1
  interval between;  ///< from the last x where one is shown to be faster to the first x where the other is
  /// Whether the first executor is the faster one below `x`; the other is faster above.
  bool first_wins_below;
};

/// All crossings along a curve whose x ascend. Only points whose range excludes 1 count. A crossing lies between two
/// neighbours of these that disagree about the faster executor; nothing is reported where all agree. Between them the
/// estimates are joined by straight lines of ln ratio over ln x (over x where one is not above 0). Where these lines
/// cross 1 several times, the middle crossing is given.
std::vector<crossover> crossovers(std::span<const ratio_at> curve);

}  // namespace concbench::analysis
