// The noise floor by hand.
#include "analysis/noise.hpp"

#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

TEST(noise_floor, is_the_far_end_of_the_interval_above_1) {
  // Six ratios: the interval goes from the least to the greatest.
  const std::vector<double> first{1.01, 0.99, 1, 1.03, 1, 0.98};
  EXPECT_NEAR(noise_floor(first, std::vector<double>(6, 1)).value(), 0.03, 1e-12);
}

TEST(noise_floor, counts_a_deviation_below_1_as_its_inverse) {
  const std::vector<double> first{1.01, 0.99, 1, 1.03, 1, 1 / 1.05};
  EXPECT_NEAR(noise_floor(first, std::vector<double>(6, 1)).value(), 0.05, 1e-12);
  EXPECT_NEAR(noise_floor(std::vector<double>(6, 1), first).value(), 0.05, 1e-12);
}

TEST(noise_floor, is_0_where_nothing_varies) {
  EXPECT_EQ(noise_floor(std::vector<double>(6, 7), std::vector<double>(6, 7)), 0);
}

TEST(noise_floor, includes_an_offset_between_the_two) {
  EXPECT_NEAR(noise_floor(std::vector<double>(9, 1.02), std::vector<double>(9, 1)).value(), 0.02, 1e-12);
}

TEST(noise_floor, needs_6_pairs) {
  EXPECT_FALSE(noise_floor(std::vector<double>(5, 1), std::vector<double>(5, 1)));
  EXPECT_FALSE(noise_floor({}, {}));
}

TEST(noise_floor, refuses_a_time_without_a_partner) {
  EXPECT_THROW(noise_floor(std::vector<double>(6, 1), std::vector<double>(7, 1)), std::invalid_argument);
}

}  // namespace
}  // namespace concbench::analysis
