// Order statistics, by selection where sorting everything would be waste.
#include "analysis/quantiles.hpp"

#include <algorithm>
#include <cmath>

namespace concbench::analysis {

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return {};
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

std::int64_t nearest_rank(std::span<const std::int64_t> sorted, double q) {
  constexpr double rounding = 1e-9;  // 0.07 × 100 is 7.000000000000001, and its rank 7, not 8
  const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(sorted.size()) - rounding));
  return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

std::optional<double> spread(const std::vector<double>& values) {
  constexpr double normal_consistency = 1.4826;  // 1 / Φ⁻¹(3/4)
  if (values.size() < 3) return {};
  const double centre = *median(values);
  if (centre == 0) return {};
  std::vector<double> deviations;
  deviations.reserve(values.size());
  for (const double value : values) deviations.push_back(std::abs(value - centre));
  return normal_consistency * *median(std::move(deviations)) / std::abs(centre);
}

}  // namespace concbench::analysis
