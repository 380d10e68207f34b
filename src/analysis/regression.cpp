// Least squares.
#include "analysis/regression.hpp"

#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>

#include <boost/math/distributions/students_t.hpp>

namespace concbench::analysis {
namespace {

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The sum of products of the deviations from both means.
double cross_sum(std::span<const double> a, double mean_a, std::span<const double> b, double mean_b) {
  return std::transform_reduce(a.begin(), a.end(), b.begin(), 0.0, std::plus{},
                               [=](double x, double y) { return (x - mean_a) * (y - mean_b); });
}

}  // namespace

std::optional<line_fit> fit_line(std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size())
    throw std::invalid_argument("cannot fit a line through " + std::to_string(x.size()) + " x and " +
                                std::to_string(y.size()) + " y");
  if (x.size() < 2) return {};
  const double mean_x = mean(x);
  const double mean_y = mean(y);
  const double xx = cross_sum(x, mean_x, x, mean_x);
  if (xx == 0) return {};
  const double yy = cross_sum(y, mean_y, y, mean_y);
  const double slope = cross_sum(x, mean_x, y, mean_y) / xx;
  // Summed from the residuals themselves: yy less the explained part would lose all digits of a good fit.
  const double unexplained = std::transform_reduce(
      x.begin(), x.end(), y.begin(), 0.0, std::plus{},
      [&](double a, double b) { return std::pow(b - mean_y - slope * (a - mean_x), 2); });
  line_fit fit{.intercept = mean_y - slope * mean_x,
               .slope = slope,
               .slope_range = {},
               .r_squared = yy == 0 ? 1 : 1 - unexplained / yy,
               .points = x.size()};
  if (x.size() < 3) return fit;
  const auto freedom = static_cast<double>(x.size() - 2);
  const double t = boost::math::quantile(boost::math::students_t(freedom), 0.975);
  const double half_width = t * std::sqrt(unexplained / freedom / xx);
  fit.slope_range = interval{slope - half_width, slope + half_width};
  return fit;
}

}  // namespace concbench::analysis
