// The promise of intervals at which rounds may stop, computed exactly.
#include "analysis/stopping.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

/// Of how many values below the median, out of `rounds`, an interval misses it: fewer than this, or more than
/// `rounds` less this. 0 where there is no interval, which then cannot miss.
std::size_t rank_of(std::size_t rounds, double alpha) {
  std::vector<double> ranks(rounds);
  std::iota(ranks.begin(), ranks.end(), 1.0);
  const auto range = sign_interval(ranks, alpha);
  return range ? static_cast<std::size_t>(range->low) : 0;
}

/// The exact probability that the sign interval misses the median at one look or more, whatever the
/// distribution of the values: a walk over how many of them lie below the median, each with a chance of 1/2,
/// that ends where an interval misses. No rule of stopping at one of these looks can miss more often.
double chance_to_miss(const std::vector<std::size_t>& rounds, double alpha) {
  std::vector<double> below(rounds.back() + 2);  // the chance of each count, not having missed so far
  below[0] = 1;
  double missed = 0;
  for (std::size_t round = 1; round <= rounds.back(); ++round) {
    for (std::size_t count = round; count > 0; --count) below[count] = (below[count] + below[count - 1]) / 2;
    below[0] /= 2;
    if (!std::ranges::binary_search(rounds, round)) continue;
    const auto rank = rank_of(round, alpha);
    for (std::size_t count = 0; count <= round; ++count)
      if (count < rank || count > round - rank) missed += std::exchange(below[count], 0);
  }
  return missed;
}

std::vector<std::size_t> planned_looks(double alpha) {
  return looks(least_values_for_sign_interval(sequential_alpha(alpha)));
}

TEST(looks, come_after_half_as_many_rounds_again_each_six_times) {
  EXPECT_EQ(looks(8), (std::vector<std::size_t>{8, 12, 18, 27, 41, 62}));
  EXPECT_EQ(looks(1), (std::vector<std::size_t>{1, 2, 3, 5, 8, 12}));
}

TEST(chance_to_miss, at_one_look_is_that_of_the_binomial_distribution) {
  EXPECT_DOUBLE_EQ(chance_to_miss({6}, 0.05), 0.03125);        // 2/2^6
  EXPECT_NEAR(chance_to_miss({15}, 0.05), 0.03515625, 1e-15);  // R: 2 * pbinom(3, 15, 0.5)
}

TEST(sequential_alpha, keeps_the_promise_whatever_look_the_rounds_stop_at) {
  for (int comparisons = 1; comparisons <= 100; ++comparisons) {
    const double alpha = 0.05 / comparisons;
    EXPECT_LT(chance_to_miss(planned_looks(alpha), sequential_alpha(alpha)), 0.96 * alpha) << comparisons;
  }
}

TEST(sequential_alpha, keeps_it_when_a_time_budget_adds_a_look_anywhere) {
  for (int comparisons = 1; comparisons <= 24; ++comparisons) {
    const double alpha = 0.05 / comparisons;
    const auto planned = planned_looks(alpha);
    for (auto extra = planned.front(); extra < planned.back(); ++extra) {
      auto rounds = planned;
      if (std::ranges::binary_search(rounds, extra)) continue;
      rounds.insert(std::ranges::upper_bound(rounds, extra), extra);
      EXPECT_LT(chance_to_miss(rounds, sequential_alpha(alpha)), alpha) << comparisons << ", " << extra;
    }
  }
}

TEST(sequential_alpha,
     keeps_it_at_any_of_holms_levels_whatever_number_of_comparisons_the_looks_were_planned_for) {
  // `compare` judges all pairs of a report together; its rounds ended by the speedups of one scenario.
  for (int planned = 1; planned <= 15; ++planned)
    for (int judged = 1; judged <= 100; ++judged) {
      const double alpha = 0.05 / judged;
      EXPECT_LT(chance_to_miss(planned_looks(0.05 / planned), sequential_alpha(alpha)), alpha)
          << planned << ", " << judged;
    }
}

TEST(sequential_alpha, is_needed) {
  EXPECT_NEAR(chance_to_miss(looks(least_values_for_sign_interval(0.05)), 0.05), 0.099, 0.001);
  // Nor would it be enough when every round were a look.
  std::vector<std::size_t> every_round(80);
  std::iota(every_round.begin(), every_round.end(), std::size_t{8});
  EXPECT_GT(chance_to_miss(every_round, sequential_alpha(0.05)), 0.05);
}

TEST(relative_width, is_how_much_higher_the_upper_end_is) {
  EXPECT_DOUBLE_EQ(relative_width({2, 2.5}), 0.25);
  EXPECT_EQ(relative_width({3, 3}), 0);
}

}  // namespace
}  // namespace concbench::analysis
