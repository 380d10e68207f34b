// Paired speedups against hand-computed values.
#include "analysis/speedup.hpp"

#include <array>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

double ratio_of(std::span<const double> baseline, std::span<const double> candidate) {
  return compare_paired(baseline, candidate, 0.05).value().ratio;
}

/// `count` rounds in which the candidate is `ratio` times as fast, but for a step of 1 % up or down each.
paired_speedup about(double ratio, std::size_t count, double alpha) {
  const std::vector<double> baseline(count, 1);
  std::vector<double> candidate;
  for (std::size_t i = 0; i < count; ++i) candidate.push_back((i % 2 == 0 ? 1.01 : 0.99) / ratio);
  return compare_paired(baseline, candidate, alpha).value();
}

TEST(compare_paired, is_how_many_times_faster_the_candidate_is) {
  EXPECT_DOUBLE_EQ(ratio_of(std::array{15.0}, std::array{1.5}), 10);
}

TEST(compare_paired, is_the_middle_ratio_of_an_odd_number_of_rounds) {
  EXPECT_DOUBLE_EQ(ratio_of(std::array{8.0, 9.0, 10.0}, std::array{4.0, 3.0, 10.0}), 2);
}

TEST(compare_paired, is_the_geometric_mean_of_the_two_middle_ratios_of_an_even_number) {
  EXPECT_DOUBLE_EQ(ratio_of(std::array{2.0, 8.0}, std::array{1.0, 1.0}), 4);  // √(2 × 8)
}

TEST(compare_paired, is_untouched_by_a_drift_that_both_share) {
  const std::vector<double> baseline{10, 20, 40, 80};
  const std::vector<double> candidate{5, 10, 20, 40};
  EXPECT_DOUBLE_EQ(ratio_of(baseline, candidate), 2);
}

TEST(compare_paired, of_the_exchanged_pair_is_the_inverse) {
  const std::vector<double> a{1.1, 2.7, 1.9, 3.3};
  const std::vector<double> b{0.7, 1.1, 2.3, 1.9};
  EXPECT_DOUBLE_EQ(ratio_of(a, b) * ratio_of(b, a), 1);
}

TEST(compare_paired, of_no_rounds_is_nothing) {
  EXPECT_FALSE(compare_paired({}, {}, 0.05));
}

TEST(compare_paired, refuses_rounds_that_have_no_partner) {
  EXPECT_THROW(compare_paired(std::array{1.0, 2.0}, std::array{1.0}, 0.05), std::invalid_argument);
}

TEST(compare_paired, has_the_sign_interval_of_the_ratios) {
  // Ratios 1.1 … 2.0; the interval of ten values goes from the second to the second last.
  const std::array baseline{1.3, 1.1, 2.0, 1.7, 1.5, 1.2, 1.9, 1.4, 1.6, 1.8};
  const auto found = compare_paired(baseline, std::vector<double>(10, 1), 0.05).value();
  ASSERT_TRUE(found.range);
  EXPECT_DOUBLE_EQ(found.range->low, 1.2);
  EXPECT_DOUBLE_EQ(found.range->high, 1.9);
  EXPECT_EQ(found.rounds, 10u);
}

TEST(compare_paired, resolves_a_difference_whichever_way_it_goes) {
  EXPECT_TRUE(about(1.05, 7, 0.05).resolved());
  EXPECT_TRUE(about(0.95, 7, 0.05).resolved());
}

TEST(compare_paired, does_not_resolve_an_executor_against_itself) {
  EXPECT_FALSE(about(1, 100, 0.05).resolved());
  const std::vector<double> times{1, 2, 3, 4, 5, 6, 7};
  const auto same = compare_paired(times, times, 0.05).value();
  EXPECT_EQ(same.range, (interval{1, 1}));
  EXPECT_FALSE(same.resolved());
}

TEST(compare_paired, does_not_resolve_the_largest_difference_in_too_few_rounds) {
  const auto found = about(100, 6, 0.05 / 3);
  EXPECT_FALSE(found.resolved());
  EXPECT_FALSE(found.range);
  EXPECT_EQ(found.rounds, 6u);
  EXPECT_EQ(found.rounds_needed, 7u);
  EXPECT_TRUE(about(100, found.rounds_needed, 0.05 / 3).resolved());
}

}  // namespace
}  // namespace concbench::analysis
