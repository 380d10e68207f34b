// The distribution of the rank-sum test.
#pragma once

#include <cstddef>
#include <vector>

namespace concbench::analysis {

/// The Mann–Whitney count U: how many of the m × n pairs of two sets are in one of the two orders, when only chance
/// orders them (Mann & Whitney 1947; Hollander & Wolfe 1999, §4.1). It is exact up to 2,500 pairs. Above, it is the
/// normal distribution with the mean and variance of U, and a continuity correction.
class rank_sum_distribution {
 public:
  rank_sum_distribution(std::size_t m, std::size_t n);

  /// P(U ≤ u).
  double lower_tail(std::size_t u) const;

  /// The largest k up to the middle with P(U < k) ≤ `level`; 0 when there is none. 0 < `level` < 1/2.
  std::size_t critical(double level) const;

 private:
  std::size_t pairs_;
  double standard_deviation_;
  std::vector<double> cumulative_;  // P(U ≤ u) at u; empty where the normal distribution is used instead
};

}  // namespace concbench::analysis
