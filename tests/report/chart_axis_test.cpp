// Scales and round values.
#include "report/figures/chart_axis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::Pointwise;

using numbers = std::vector<double>;

constexpr auto decimal = round_values::decimal;
constexpr auto binary = round_values::binary;

numbers ticks_around(const numbers& values, round_values kind, std::size_t most) {
  return chart_axis::around(values, kind).ticks(kind, most);
}

TEST(chart_axis, is_logarithmic_over_a_factor_of_ten_above_zero) {
  EXPECT_TRUE(chart_axis::between(numbers{1, 10}).logarithmic());
  EXPECT_FALSE(chart_axis::between(numbers{1, 9.9}).logarithmic());
  EXPECT_FALSE(chart_axis::between(numbers{0, 1000}).logarithmic());
}

TEST(chart_axis, places_values_by_their_logarithm_or_in_proportion) {
  const auto decades = chart_axis::between(numbers{1, 100});
  EXPECT_DOUBLE_EQ(decades.place(1), 0);
  EXPECT_DOUBLE_EQ(decades.place(10), 0.5);
  EXPECT_DOUBLE_EQ(decades.place(100), 1);
  EXPECT_DOUBLE_EQ(chart_axis::between(numbers{2, 6}).place(3), 0.25);
  EXPECT_DOUBLE_EQ(chart_axis::between(numbers{5, 5}).place(5), 0.5);
}

TEST(chart_axis, begins_at_zero_where_it_is_not_logarithmic) {
  const auto axis = chart_axis::around(numbers{9.1, 10.2}, decimal);
  EXPECT_DOUBLE_EQ(axis.place(0), 0);
  EXPECT_LE(axis.place(10.2), 1);
  EXPECT_GT(axis.place(10.2), 0.7);
}

TEST(chart_axis, reaches_from_round_value_to_round_value) {
  const auto axis = chart_axis::around(numbers{3, 4000}, decimal);
  EXPECT_DOUBLE_EQ(axis.place(2), 0);
  EXPECT_DOUBLE_EQ(axis.place(5000), 1);
  const auto bytes = chart_axis::around(numbers{3, 4000}, binary);
  EXPECT_DOUBLE_EQ(bytes.place(2), 0);
  EXPECT_DOUBLE_EQ(bytes.place(4096), 1);
}

TEST(chart_axis, has_the_finest_round_ticks_that_are_few_enough) {
  EXPECT_THAT(ticks_around({1, 10}, decimal, 6), Pointwise(DoubleEq(), {1.0, 2.0, 5.0, 10.0}));
  EXPECT_THAT(ticks_around({1, 1000}, decimal, 6), Pointwise(DoubleEq(), {1.0, 10.0, 100.0, 1000.0}));
  EXPECT_THAT(ticks_around({1, 1e7}, decimal, 6), Pointwise(DoubleEq(), {1.0, 100.0, 1e4, 1e6}));
  EXPECT_THAT(ticks_around({0.02, 0.5}, decimal, 6), Pointwise(DoubleEq(), {0.02, 0.05, 0.1, 0.2, 0.5}));
  EXPECT_THAT(ticks_around({1, 1024}, binary, 6), ElementsAre(1, 4, 16, 64, 256, 1024));
  EXPECT_THAT(ticks_around({0, 10}, decimal, 6), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(ticks_around({0, 10}, binary, 6), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(ticks_around({0, 0}, decimal, 6), ElementsAre(0, 0.2, 0.4, DoubleEq(0.6), 0.8, 1));
}

TEST(chart_axis, has_more_ticks_than_two_powers_of_ten_where_these_would_be_all) {
  EXPECT_THAT(ticks_around({20, 2000}, decimal, 6), Pointwise(DoubleEq(), {20.0, 100.0, 500.0, 2000.0}));
}

TEST(chart_axis, never_has_more_ticks_than_it_may) {
  for (const double high : {1.0, 1.7, 3.0, 9.99, 47.0, 3e5, 8.1e9, 1e15})
    for (const double low : {0.0, high / 3, high / 11, high / 1e4, high / 1e9})
      for (const auto kind : {decimal, binary})
        for (std::size_t most = 2; most < 9; ++most) {
          const auto ticks = ticks_around({low, high}, kind, most);
          EXPECT_LE(ticks.size(), most) << low << "…" << high;
          EXPECT_GE(ticks.size(), 1u) << low << "…" << high;
          for (const double tick : ticks) {
            EXPECT_GE(tick, 0);
            EXPECT_LE(chart_axis::around(numbers{low, high}, kind).place(tick), 1 + 1e-9);
          }
        }
}

}  // namespace
}  // namespace concbench
