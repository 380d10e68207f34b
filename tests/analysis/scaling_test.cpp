// Scaling exponents against R, crossings against hand-computed ones.
#include "analysis/scaling.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

// Stopping distances of cars (R: cars; Ezekiel 1930, "Methods of Correlation Analysis").
constexpr std::array speed{4.,  4.,  7.,  7.,  8.,  9.,  10., 10., 10., 11., 11., 12., 12.,
                           12., 12., 13., 13., 13., 13., 14., 14., 14., 14., 15., 15., 15.,
                           16., 16., 17., 17., 17., 18., 18., 18., 18., 19., 19., 19., 20.,
                           20., 20., 20., 20., 22., 23., 24., 24., 24., 24., 25.};
constexpr std::array distance{2.,  10., 4.,  22., 16., 10., 18., 26., 34., 17.,  28., 14., 20.,
                              24., 28., 26., 34., 34., 46., 26., 36., 60., 80.,  20., 26., 54.,
                              32., 40., 32., 40., 50., 42., 56., 76., 84., 36.,  46., 68., 32.,
                              48., 52., 56., 64., 66., 54., 70., 92., 93., 120., 85.};

TEST(fit_power, gives_the_exponent_that_r_gives) {
  // R: f <- lm(log(dist) ~ log(speed), cars); coef(f), confint(f), summary(f)$r.squared
  const auto fit = fit_power(speed, distance).value();
  EXPECT_NEAR(fit.exponent, 1.602391206441, 1e-11);
  EXPECT_NEAR(fit.exponent_range.value().low, 1.32183203116, 1e-10);
  EXPECT_NEAR(fit.exponent_range.value().high, 1.8829503817254, 1e-10);
  EXPECT_NEAR(fit.r_squared, 0.733144439277, 1e-11);
}

TEST(fit_power, finds_linear_growth_over_decades) {
  const auto fit =
      fit_power(std::array{1.0, 10.0, 100.0, 1000.0}, std::array{5.0, 50.0, 500.0, 5000.0}).value();
  EXPECT_NEAR(fit.exponent, 1, 1e-12);
  EXPECT_NEAR(fit.r_squared, 1, 1e-12);
}

TEST(fit_power, has_nothing_to_say_about_what_has_no_logarithm) {
  EXPECT_FALSE(fit_power(std::array{0.0, 1.0, 2.0}, std::array{1.0, 2.0, 3.0}));
  EXPECT_FALSE(fit_power(std::array{1.0, 2.0, 3.0}, std::array{1.0, -1.0, 3.0}));
  EXPECT_FALSE(fit_power({}, {}));
}

/// Resolved, with an interval of 1 % to either side.
ratio_at sure(double x, double ratio) {
  return {x, ratio, interval{ratio * 0.99, ratio * 1.01}};
}

/// Not resolved: the interval goes from half to double.
ratio_at unsure(double x, double ratio) {
  return {x, ratio, interval{ratio / 2, ratio * 2}};
}

/// Too few rounds for an interval.
ratio_at bare(double x, double ratio) {
  return {x, ratio, {}};
}

TEST(crossovers, are_interpolated_between_logarithms) {
  const std::array curve{sure(1, 0.5), sure(10, 0.5), sure(1000, 2)};
  const auto found = crossovers(curve);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(found[0].x, 100, 1e-9);  // half way from ln 10 to ln 1000, as 1 is from ln 1/2 to ln 2
  EXPECT_EQ(found[0].between, (interval{10, 1000}));
  EXPECT_TRUE(found[0].first_wins_below);
}

TEST(crossovers, are_interpolated_between_plain_values_where_there_is_a_0) {
  const auto found = crossovers(std::array{sure(0, 4), sure(30, 0.5)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(found[0].x, 20, 1e-9);
  EXPECT_FALSE(found[0].first_wins_below);
}

TEST(crossovers, lie_within_the_range_where_nothing_is_resolved) {
  const std::array curve{sure(1, 0.5), unsure(10, 0.8), bare(100, 1.25), unsure(1000, 1.3), sure(10000, 2)};
  const auto found = crossovers(curve);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(found[0].x, std::sqrt(10 * 100), 1e-9);
  EXPECT_EQ(found[0].between, (interval{1, 10000}));
}

TEST(crossovers, lie_where_an_estimate_is_exactly_1) {
  const auto found = crossovers(std::array{sure(1, 2), unsure(50, 1), sure(100, 0.5)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(found[0].x, 50, 1e-9);
}

TEST(crossovers, take_the_middle_one_where_unresolved_estimates_cross_several_times) {
  const std::array curve{sure(1, 0.5), unsure(10, 1.25), unsure(1000, 0.8), sure(10000, 2)};
  const auto found = crossovers(curve);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(found[0].x, 100, 1e-9);
}

TEST(crossovers, are_not_reported_unless_both_sides_are_resolved) {
  EXPECT_TRUE(crossovers(std::array{sure(1, 0.5), sure(10, 0.7), unsure(100, 1.9)}).empty());
  EXPECT_TRUE(crossovers(std::array{bare(1, 0.1), sure(10, 2)}).empty());
  EXPECT_TRUE(crossovers(std::array{sure(1, 0.5), unsure(10, 1.5), sure(100, 0.5)}).empty());
  EXPECT_TRUE(crossovers({}).empty());
}

TEST(crossovers, may_be_several) {
  const auto found = crossovers(std::array{sure(1, 0.5), sure(100, 2), bare(1000, 2), sure(10000, 0.5)});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(found[0].first_wins_below);
  EXPECT_FALSE(found[1].first_wins_below);
  EXPECT_EQ(found[1].between, (interval{100, 10000}));
}

}  // namespace
}  // namespace concbench::analysis
