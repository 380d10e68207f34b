// Sign intervals against the ranks that R gives, and against tables of the binomial distribution.
#include "analysis/interval.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

/// 1 … count, shuffled by a stride: an interval of them is a pair of ranks.
std::vector<double> ranks(std::size_t count) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<double>(i * 7919 % count + 1);
  return values;
}

void expect_rank(std::size_t count, double alpha, double rank) {
  EXPECT_EQ(sign_interval(ranks(count), alpha), (interval{rank, static_cast<double>(count) + 1 - rank}))
      << count << " values at " << alpha;
}

TEST(sign_interval, has_the_ranks_of_the_binomial_quantiles) {
  // R: qbinom(0.025, c(6,7,8,9,10,15,20,25,30,100), 0.5)
  constexpr std::array<std::pair<int, int>, 10> at_95{
      {{6, 1}, {7, 1}, {8, 1}, {9, 2}, {10, 2}, {15, 4}, {20, 6}, {25, 8}, {30, 10}, {100, 40}}};
  for (const auto& [count, rank] : at_95) expect_rank(static_cast<std::size_t>(count), 0.05, rank);
  // R: qbinom(0.005, c(8,10,15,20,25,30,100), 0.5)
  constexpr std::array<std::pair<int, int>, 7> at_99{
      {{8, 1}, {10, 1}, {15, 3}, {20, 4}, {25, 6}, {30, 8}, {100, 37}}};
  for (const auto& [count, rank] : at_99) expect_rank(static_cast<std::size_t>(count), 0.01, rank);
}

TEST(sign_interval, has_the_ranks_of_more_values_than_a_power_of_a_half_can_hold) {
  expect_rank(2000, 0.05, 956);      // R: qbinom(0.025, 2000, 0.5)
  expect_rank(100000, 0.05, 49690);  // R: qbinom(0.025, 100000, 0.5)
}

TEST(sign_interval, takes_a_level_that_is_met_exactly) {
  expect_rank(5, 2 / 32.0, 1);
  expect_rank(10, 2 * 11 / 1024.0, 2);
}

TEST(sign_interval, is_empty_when_there_are_too_few_values) {
  EXPECT_EQ(sign_interval({}, 0.05), std::nullopt);
  EXPECT_EQ(sign_interval(ranks(5), 0.05), std::nullopt);
  EXPECT_EQ(sign_interval(ranks(8), 0.05 / 12), std::nullopt);
}

TEST(sign_interval, of_equal_values_is_that_value) {
  EXPECT_EQ(sign_interval(std::vector<double>(9, 3.5), 0.05), (interval{3.5, 3.5}));
}

TEST(sign_interval, is_not_moved_by_an_outlier) {
  auto values = ranks(15);
  const auto before = sign_interval(values, 0.05);
  *std::ranges::max_element(values) = 1e9;
  EXPECT_EQ(sign_interval(values, 0.05), before);
}

TEST(least_values_for_sign_interval, is_6_at_5_percent_and_grows_with_the_number_of_comparisons) {
  EXPECT_EQ(least_values_for_sign_interval(0.05), 6u);
  EXPECT_EQ(least_values_for_sign_interval(0.05 / 3), 7u);
  EXPECT_EQ(least_values_for_sign_interval(0.05 / 12), 9u);
  EXPECT_EQ(least_values_for_sign_interval(0.05 / 66), 12u);
}

TEST(least_values_for_sign_interval, is_more_where_a_single_value_at_either_end_is_not_to_bound_it) {
  EXPECT_EQ(least_values_for_sign_interval(0.05, 2), 9u);
  EXPECT_EQ(least_values_for_sign_interval(0.05 / 3, 2), 11u);
  EXPECT_EQ(least_values_for_sign_interval(0.05 / 6, 2), 12u);
  EXPECT_EQ(least_values_for_sign_interval(0.05 / 12, 2), 13u);
  EXPECT_EQ(least_values_for_sign_interval(0.05 / 66, 2), 16u);
}

TEST(least_values_for_sign_interval, is_where_the_intervals_begin) {
  for (const double alpha : {0.5, 0.1, 0.05, 0.01, 0.001, 1e-6}) {
    const auto least = least_values_for_sign_interval(alpha);
    EXPECT_TRUE(sign_interval(ranks(least), alpha)) << alpha;
    EXPECT_FALSE(sign_interval(ranks(least - 1), alpha)) << alpha;
  }
}

TEST(sign_test_p, is_that_of_the_binomial_test) {
  // R: binom.test(x, n)$p.value
  const auto p = [](std::size_t negative, std::size_t count) {
    std::vector<double> values(count, 1);
    std::fill_n(values.begin(), negative, -1);
    return sign_test_p(values);
  };
  EXPECT_NEAR(p(0, 10), 0.001953125, 1e-12);
  EXPECT_NEAR(p(2, 15), 0.007385253906, 1e-12);
  EXPECT_NEAR(p(13, 15), 0.007385253906, 1e-12);
  EXPECT_NEAR(p(4, 9), 1, 1e-12);
  EXPECT_EQ(p(5, 10), 1);
  EXPECT_EQ(p(0, 0), 1);
}

TEST(sign_test_p, counts_a_tie_against_either_side) {
  EXPECT_NEAR(sign_test_p(std::array{0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0}), 18 / 256.0, 1e-12);
  EXPECT_EQ(sign_test_p(std::array{0.0, 0.0, 0.0}), 1);
}

TEST(sign_test_p, says_the_same_as_the_interval_at_every_level) {
  for (std::size_t count = 1; count <= 24; ++count)
    for (double shift = 0; shift <= static_cast<double>(count) + 1; shift += 0.5) {
      auto values = ranks(count);
      for (auto& each : values) each -= shift;  // with whole shifts one of them is 0
      const auto p = sign_test_p(values);
      for (const double alpha : {0.001, 0.01, 0.05 / 3, 0.05, 0.3, p * 0.999999, p * 1.000001}) {
        if (alpha >= 1) continue;
        const auto range = sign_interval(values, alpha);
        EXPECT_EQ(range && !range->holds(0), p <= alpha) << count << " - " << shift << " at " << alpha;
      }
    }
}

}  // namespace
}  // namespace concbench::analysis
