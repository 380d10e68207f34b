// Exact counts by addition alone, so that no digit is lost.
#include "analysis/rank_sum.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace concbench::analysis {
namespace {

/// P(U ≤ u) for all u. U is the sum of the ranks of the smaller set, less the least it can be: of all ways to
/// choose `chosen` of `chosen + others` ranks, count those with each sum. ways[j][s] choose j of the ranks
/// seen so far, which leave s pairs in order. 50 against 50 take 12 million additions of at most 10^29.
std::vector<double> cumulative_chances(std::size_t chosen, std::size_t others) {
  const auto pairs = chosen * others;
  std::vector ways(chosen + 1, std::vector<double>(pairs + 1));
  ways[0][0] = 1;
  for (std::size_t rank = 1; rank <= chosen + others; ++rank) {
    for (std::size_t j = std::min(rank, chosen); j > 0; --j) {
      const auto passed = rank - j;  // of the other set, when this rank is the j-th chosen
      for (std::size_t s = passed; s <= pairs; ++s) ways[j][s] += ways[j - 1][s - passed];
    }
  }
  auto& sums = ways[chosen];
  std::partial_sum(sums.begin(), sums.end(), sums.begin());
  const double all = sums.back();
  for (auto& each : sums) each /= all;
  return std::move(sums);
}

}  // namespace

rank_sum_distribution::rank_sum_distribution(std::size_t m, std::size_t n)
    : pairs_(m * n),
      standard_deviation_(std::sqrt(static_cast<double>(pairs_) * static_cast<double>(m + n + 1) / 12)) {
  constexpr std::size_t most_counted = 2500;
  if (pairs_ <= most_counted) cumulative_ = cumulative_chances(std::min(m, n), std::max(m, n));
}

double rank_sum_distribution::lower_tail(std::size_t u) const {
  if (!cumulative_.empty()) return cumulative_[std::min(u, pairs_)];
  const double distance = static_cast<double>(u) + 0.5 - static_cast<double>(pairs_) / 2;
  return std::erfc(-distance / standard_deviation_ / std::numbers::sqrt2) / 2;
}

std::size_t rank_sum_distribution::critical(double level) const {
  std::size_t low = 0;  // lower_tail grows with u: bisection between what is allowed and what is too much
  std::size_t high = pairs_ / 2 + 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (lower_tail(middle) <= level) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace concbench::analysis
