// Paired speedups against hand-computed values.
#include "analysis/speedup.hpp"

#include <array>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

TEST(paired_speedup, is_how_many_times_faster_the_candidate_is) {
  EXPECT_DOUBLE_EQ(paired_speedup(std::array{15.0}, std::array{1.5}).value(), 10);
}

TEST(paired_speedup, is_the_middle_ratio_of_an_odd_number_of_rounds) {
  EXPECT_DOUBLE_EQ(paired_speedup(std::array{8.0, 9.0, 10.0}, std::array{4.0, 3.0, 10.0}).value(), 2);
}

TEST(paired_speedup, is_the_geometric_mean_of_the_two_middle_ratios_of_an_even_number) {
  EXPECT_DOUBLE_EQ(paired_speedup(std::array{2.0, 8.0}, std::array{1.0, 1.0}).value(), 4);  // √(2 × 8)
}

TEST(paired_speedup, is_untouched_by_a_drift_that_both_share) {
  const std::vector<double> baseline{10, 20, 40, 80};
  const std::vector<double> candidate{5, 10, 20, 40};
  EXPECT_DOUBLE_EQ(paired_speedup(baseline, candidate).value(), 2);
}

TEST(paired_speedup, of_the_exchanged_pair_is_the_inverse) {
  const std::vector<double> a{1.1, 2.7, 1.9, 3.3};
  const std::vector<double> b{0.7, 1.1, 2.3, 1.9};
  EXPECT_DOUBLE_EQ(paired_speedup(a, b).value() * paired_speedup(b, a).value(), 1);
}

TEST(paired_speedup, of_no_rounds_is_nothing) {
  EXPECT_EQ(paired_speedup({}, {}), std::nullopt);
}

TEST(paired_speedup, refuses_rounds_that_have_no_partner) {
  EXPECT_THROW(paired_speedup(std::array{1.0, 2.0}, std::array{1.0}), std::invalid_argument);
}

}  // namespace
}  // namespace concbench::analysis
