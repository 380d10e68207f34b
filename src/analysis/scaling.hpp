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
  double r_squared;                        ///< of the logarithms; says little where y is flat
};

/// The line through ln y over ln x (`fit_line`), so that the relative errors of all points weigh the same.
/// Empty when fewer than two different x are there, or when an x or a y is not above 0 and has no logarithm.
std::optional<power_fit> fit_power(std::span<const double> x, std::span<const double> y);

/// The times of one executor over those of another at one value of a parameter, as `compare_paired(first,
/// second)` gives them: below 1 the first is faster.
struct ratio_at {
  double x;
  double ratio;
  std::optional<interval> range;
};

/// Where the faster of two executors becomes the slower one.
struct crossover {
  double x;          ///< interpolated: where the ratio is 1
  interval between;  ///< from the last x where the one is resolved faster to the first where the other is
  bool first_wins_below;  ///< whether the first executor is the faster one below; above it is the other
};

/// All crossings along a curve whose x ascend. Only values of x at which the range excludes 1 count: a
/// crossing lies between two such neighbours that disagree about the faster one, and nothing is reported
/// where only one side is resolved. Inside, the estimates are joined by straight lines of ln ratio over ln x
/// (over x where one is not above 0); where these cross 1 several times, the middle crossing is given.
std::vector<crossover> crossovers(std::span<const ratio_at> curve);

}  // namespace concbench::analysis
