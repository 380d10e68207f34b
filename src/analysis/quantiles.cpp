// Order statistics.
#include "analysis/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace concbench::analysis {
namespace {

/// Between the two nearest of the sorted values (Hyndman & Fan 1996, definition 7).
double interpolated(std::span<const double> sorted, double q) {
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - std::floor(place));
}

}  // namespace

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return {};
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

std::size_t nearest_rank(std::size_t count, double q) {
  constexpr double rounding = 1e-9;  // 0.07 × 100 is 7.000000000000001, and its rank 7, not 8
  const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(count) - rounding));
  return std::clamp<std::size_t>(rank, 1, count) - 1;
}

std::optional<double> spread(std::vector<double> values) {
  constexpr double normal_quartiles =
      1.349;  // 2 Φ⁻¹(3/4): the distance between those of a normal distribution
  if (values.size() < 3) return {};
  std::ranges::sort(values);
  const double centre = interpolated(values, 0.5);
  if (centre == 0) return {};
  return (interpolated(values, 0.75) - interpolated(values, 0.25)) / normal_quartiles / std::abs(centre);
}

}  // namespace concbench::analysis
