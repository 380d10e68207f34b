// Order statistics whose ranks come from the binomial distribution.
#include "analysis/interval.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace concbench::analysis {
namespace {

/// The largest k with 2 P(B < k) ≤ alpha for B ~ binomial(count, 1/2); 0 when there is none.
std::size_t sign_rank(std::size_t count, double alpha) {
  constexpr double rounding = 1 + 1e-9;  // 2/2^6 is the level of 6 values, also when summed as 0.0312…51
  const auto n = static_cast<double>(count);
  double log_chance = -n * std::numbers::ln2;  // of no heads: 2^-1100 is 0 as a double, its logarithm is not
  double tail = 0;
  for (std::size_t heads = 0; 2 * heads < count; ++heads) {
    tail += std::exp(log_chance);
    if (2 * tail > alpha * rounding) return heads;
    const auto k = static_cast<double>(heads);
    log_chance += std::log((n - k) / (k + 1));
  }
  return (count + 1) / 2;
}

}  // namespace

std::optional<interval> sign_interval(std::vector<double> values, double alpha) {
  const auto rank = sign_rank(values.size(), alpha);
  if (rank == 0) return {};
  std::ranges::sort(values);
  return interval{values[rank - 1], values[values.size() - rank]};
}

std::size_t least_values_for_sign_interval(double alpha) {
  std::size_t count = 1;
  while (sign_rank(count, alpha) == 0) ++count;
  return count;
}

}  // namespace concbench::analysis
