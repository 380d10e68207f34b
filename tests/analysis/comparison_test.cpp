// Unpaired ratios against R's wilcox.test, Holm's levels against p.adjust and a worked example.
#include "analysis/comparison.hpp"

#include <array>
#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

std::vector<double> exponentials(std::vector<double> values) {
  for (auto& each : values) each = std::exp(each);
  return values;
}

// Water transfer through membranes, Hollander & Wolfe 1999, table 4.1; here as logarithms of times.
const auto permeable_at_term = exponentials({0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46});
const auto permeable_before = exponentials({1.15, 0.88, 0.90, 0.74, 1.21});

/// first, first + step, …: `count` of them, in an order that a stride shuffles.
std::vector<double> stepped(double first, double step, std::size_t count, std::size_t stride) {
  std::vector<double> times;
  for (std::size_t i = 0; i < count; ++i)
    times.push_back(first + step * static_cast<double>(i * stride % count));
  return times;
}

TEST(compare_unpaired, gives_the_shift_interval_and_p_of_a_textbook_example) {
  // R: wilcox.test(x, y, conf.int = TRUE): p = 0.2544, [-0.15, 0.76], 0.305
  const auto found = compare_unpaired(permeable_before, permeable_at_term, 0.05);
  EXPECT_NEAR(found.p, 0.254412254412, 1e-12);
  EXPECT_NEAR(std::log(found.ratio), 0.305, 1e-12);
  ASSERT_TRUE(found.range);
  EXPECT_NEAR(std::log(found.range->low), -0.15, 1e-12);
  EXPECT_NEAR(std::log(found.range->high), 0.76, 1e-12);
  // R: wilcox.test(x, y, conf.int = TRUE, conf.level = 0.9): [-0.08, 0.72]
  const auto at_90 = compare_unpaired(permeable_before, permeable_at_term, 0.1);
  EXPECT_NEAR(std::log(at_90.range->low), -0.08, 1e-12);
  EXPECT_NEAR(std::log(at_90.range->high), 0.72, 1e-12);
}

TEST(compare_unpaired, stays_close_to_the_exact_test_where_it_uses_the_normal_distribution) {
  const auto before = stepped(1000, 10, 60, 37);
  const auto after = stepped(1053.05, 10.7, 55, 29);
  // R: a <- log(1000 + ((0:59) * 37) %% 60 * 10); b <- log(1053.05 + ((0:54) * 29) %% 55 * 10.7)
  //    wilcox.test(b, a, conf.int = TRUE, exact = TRUE), exp() of its interval and estimate
  const auto found = compare_unpaired(before, after, 0.05);
  EXPECT_NEAR(found.p, 0.163019321284, 0.001);
  EXPECT_NEAR(found.ratio, 1.036266027229, 1e-9);
  EXPECT_NEAR(found.range->low, 0.984953703704, 0.0005);
  EXPECT_NEAR(found.range->high, 1.090846774194, 0.0005);
}

TEST(compare_unpaired, of_the_exchanged_reports_is_the_inverse) {
  const auto there = compare_unpaired(permeable_before, permeable_at_term, 0.05);
  const auto back = compare_unpaired(permeable_at_term, permeable_before, 0.05);
  EXPECT_DOUBLE_EQ(there.ratio * back.ratio, 1);
  EXPECT_DOUBLE_EQ(there.range->low * back.range->high, 1);
  EXPECT_EQ(there.p, back.p);
}

TEST(compare_unpaired, agrees_with_its_own_p_at_every_level_ties_included) {
  const std::vector<double> before{10, 11, 11, 12, 13, 13, 14};
  for (double factor = 0.7; factor < 1.4; factor += 0.05) {
    std::vector<double> after{10, 10, 11, 12, 12, 14};
    for (auto& each : after) each = std::round(each * factor);  // rounded, so that many tie
    const auto p = compare_unpaired(before, after, 0.05).p;
    for (const double alpha : {0.001, 0.01, 0.05, 0.2, p, p * 0.999999, p * 1.000001}) {
      if (alpha >= 1) continue;
      EXPECT_EQ(compare_unpaired(before, after, alpha).resolved(), p <= alpha) << factor << " at " << alpha;
    }
  }
}

TEST(compare_unpaired, resolves_nothing_between_equal_times) {
  const std::vector<double> same(20, 5);
  const auto found = compare_unpaired(same, same, 0.05);
  EXPECT_EQ(found.ratio, 1);
  EXPECT_EQ(found.range, (interval{1, 1}));
  EXPECT_EQ(found.p, 1);
  EXPECT_FALSE(found.resolved());
}

TEST(compare_unpaired, says_how_many_values_it_needs) {
  const auto three = compare_unpaired(std::array{1.0, 2.0, 3.0}, std::array{7.0, 8.0, 9.0}, 0.05);
  EXPECT_FALSE(three.range);
  EXPECT_DOUBLE_EQ(three.p, 0.1);  // 2/20
  EXPECT_EQ(three.values_needed, 4u);
  const auto four = compare_unpaired(std::array{1.0, 2.0, 3.0, 4.0}, std::array{6.0, 7.0, 8.0, 9.0}, 0.05);
  EXPECT_TRUE(four.resolved());
  EXPECT_EQ(compare_unpaired(std::array{1.0}, std::array{2.0}, 0.05 / 12).values_needed, 6u);  // 2/924
}

TEST(compare_unpaired, refuses_a_side_without_times) {
  EXPECT_THROW(compare_unpaired({}, std::array{1.0}, 0.05), std::invalid_argument);
  EXPECT_THROW(compare_unpaired(std::array{1.0}, {}, 0.05), std::invalid_argument);
}

TEST(holm_levels, give_the_verdicts_of_a_worked_example) {
  // R: p.adjust(c(0.005, 0.04, 0.03, 0.01), "holm") is 0.02 0.06 0.06 0.03: the first and the last hold
  const std::array p{0.005, 0.04, 0.03, 0.01};
  const auto levels = holm_levels(p, 0.05);
  EXPECT_DOUBLE_EQ(levels[0], 0.05 / 4);
  EXPECT_DOUBLE_EQ(levels[3], 0.05 / 3);
  EXPECT_DOUBLE_EQ(levels[2], 0.05 / 2);  // where it fails
  EXPECT_DOUBLE_EQ(levels[1], 0.05 / 2);  // though 0.04 ≤ 0.05 / 1
}

TEST(holm_levels, end_at_the_whole_of_alpha_when_all_hold) {
  const auto levels = holm_levels(std::array{0.001, 0.002, 0.049}, 0.05);
  EXPECT_DOUBLE_EQ(levels[2], 0.05);
}

TEST(holm_levels, judge_equal_p_alike) {
  const auto failing = holm_levels(std::array{0.03, 0.03}, 0.05);
  for (const double level : failing) EXPECT_LT(level, 0.03);
  const auto holding = holm_levels(std::array{0.02, 0.02}, 0.05);
  for (const double level : holding) EXPECT_GE(level, 0.02);
}

TEST(holm_levels, of_nothing_are_none) {
  EXPECT_TRUE(holm_levels({}, 0.05).empty());
}

TEST(widened, moves_both_ends_out_by_the_noise_floor) {
  const auto wide = widened({1.05, 1.2}, 0.02);
  EXPECT_DOUBLE_EQ(wide.low, 1.05 / 1.02);
  EXPECT_DOUBLE_EQ(wide.high, 1.2 * 1.02);
}

}  // namespace
}  // namespace concbench::analysis
