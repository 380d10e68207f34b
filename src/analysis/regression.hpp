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

/// y = intercept + slope × x by ordinary least squares, with Student's t interval for the slope (Draper &
/// Smith 1998, "Applied Regression Analysis", §1.3–1.4).
///
/// It is what bytes per task are read from, over task counts from a thousand to a million. What disturbs
/// memory is as large at every count: over six samples each, the increase of the coroutines' memory varied by
/// 52 KiB at 1,000 tasks and by 44 KiB at 300,000. For such errors least squares on the plain values is the
/// best linear estimate there is (Gauss–Markov): it lets the largest count decide, where the error is the
/// least part of a task. And it is linear in y, so that the slopes of user pages, page tables and kernel
/// stacks add up to that of their sum. The Theil–Sen estimate (Sen 1968) does neither: it gives the step
/// between 1,000 and 2,000 tasks as much weight as that between 100,000 and 1,000,000.
///
/// Element i of both spans is a point; throws std::invalid_argument when they differ in length. Empty when
/// fewer than two different x are there.
std::optional<line_fit> fit_line(std::span<const double> x, std::span<const double> y);

}  // namespace concbench::analysis
