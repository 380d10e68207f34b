// The noise floor.
#include "analysis/noise.hpp"

#include <algorithm>

#include "analysis/speedup.hpp"

namespace concbench::analysis {

std::optional<double> noise_floor(std::span<const double> first, std::span<const double> second) {
  const auto found = compare_paired(first, second, family_risk);
  if (!found || !found->range) return {};
  return std::max(1 / found->range->low, found->range->high) - 1;
}

}  // namespace concbench::analysis
