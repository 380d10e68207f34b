// Order statistics whose ranks come from the binomial distribution.
#include "analysis/interval.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace concbench::analysis {
namespace {

/// P(B ≤ 0), P(B ≤ 1) and so on, one after another, for B ~ binomial(count, 1/2).
class lower_tails {
 public:
  explicit lower_tails(std::size_t count)
      : count_(static_cast<double>(count)), log_chance_(-count_ * std::numbers::ln2) {}

  double next() {
    tail_ += std::exp(log_chance_);
    log_chance_ += std::log((count_ - heads_) / (heads_ + 1));
    ++heads_;
    return tail_;
  }

 private:
  double count_;
  double heads_ = 0;
  double log_chance_;  // of no heads at first: 2^-1100 is 0 as a double, its logarithm is not
  double tail_ = 0;
};

/// The largest k with 2 P(B < k) ≤ alpha for B ~ binomial(count, 1/2); 0 when there is none.
std::size_t sign_rank(std::size_t count, double alpha) {
  constexpr double rounding = 1 + 1e-9;  // 2/2^6 is the level of 6 values, also when summed as 0.0312…51
  lower_tails tails(count);
  for (std::size_t heads = 0; 2 * heads < count; ++heads)
    if (2 * tails.next() > alpha * rounding) return heads;
  return (count + 1) / 2;
}

}  // namespace

std::optional<interval> sign_interval(std::vector<double> values, double alpha) {
  const auto rank = sign_rank(values.size(), alpha);
  if (rank == 0) return {};
  std::ranges::sort(values);
  return interval{values[rank - 1], values[values.size() - rank]};
}

double sign_test_p(std::span<const double> values) {
  const auto up_to_0 = std::ranges::count_if(values, [](double each) { return each <= 0; });
  const auto from_0 = std::ranges::count_if(values, [](double each) { return each >= 0; });
  lower_tails tails(values.size());
  double p = 0;
  for (auto against = std::min(up_to_0, from_0); against >= 0; --against) p = 2 * tails.next();
  return std::min(1.0, p);
}

std::size_t least_values_for_sign_interval(double alpha, std::size_t rank) {
  std::size_t count = 1;
  while (sign_rank(count, alpha) < rank) ++count;
  return count;
}

}  // namespace concbench::analysis
