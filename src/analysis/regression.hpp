// Straight lines through measurements.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "analysis/interval.hpp"

namespace concbench::analysis {

struct line_fit {
  double intercept;
  double slope;
  std::optional<interval> slope_range;  ///< at 95 %; empty below 3 points
  double r_squared;  ///< the part of the variance of y that the line explains; 1 when all y are equal
  std::size_t points;
};

/// y = intercept + slope × x by ordinary least squares, with Student's t interval for the slope (Draper & Smith 1998,
/// "Applied Regression Analysis", §1.3–1.4).
///
/// Bytes per task are computed with it, from task counts between a thousand and a million. Disturbances of memory are
/// equally large at every count: over six samples each, the memory increase of the coroutines varied by 52 KiB at 1,000
/// tasks and by 44 KiB at 300,000. For such errors least squares on the plain values is the best linear estimate
/// (Gauss–Markov): the largest count decides most, where the error is smallest in comparison with a task. It is also
/// linear in y, so that the slopes of user pages, page tables and kernel stacks add up to the slope of their sum. The
/// Theil–Sen estimate (Sen 1968) has neither property: it gives the step from 1,000 to 2,000 tasks as much weight as
/// the step from 100,000 to 1,000,000.
///
/// Element i of both spans is a point. Throws std::invalid_argument when the spans differ in length. Empty when there
/// are fewer than two different x.
std::optional<line_fit> fit_line(std::span<const double> x, std::span<const double> y);

}  // namespace concbench::analysis
