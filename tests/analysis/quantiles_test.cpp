// Order statistics against published and hand-computed values.
#include "analysis/quantiles.hpp"

#include <array>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

// Miles per gallon of 32 cars (Henderson & Velleman 1981; `mtcars$mpg` in R: median 19.2, quartiles 15.425
// and 22.8).
const std::vector<double> miles_per_gallon{21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8,
                                           16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4, 33.9, 21.5, 15.5,
                                           15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4};

TEST(median, of_an_odd_number_of_values_is_the_middle_one) {
  EXPECT_EQ(median({9, 1, 5}), 5);
}

TEST(median, of_an_even_number_of_values_is_the_mean_of_the_two_in_the_middle) {
  EXPECT_EQ(median({4, 1, 100, 2}), 3);
  EXPECT_DOUBLE_EQ(median(miles_per_gallon).value(), 19.2);
}

TEST(median, of_one_value_is_that_value) {
  EXPECT_EQ(median({7}), 7);
}

TEST(median, of_nothing_is_nothing) {
  EXPECT_EQ(median({}), std::nullopt);
}

TEST(nearest_rank, gives_the_textbook_values) {
  constexpr std::array<std::int64_t, 5> sorted{15, 20, 35, 40, 50};
  EXPECT_EQ(sorted[nearest_rank(sorted.size(), 0.05)], 15);
  EXPECT_EQ(sorted[nearest_rank(sorted.size(), 0.30)], 20);
  EXPECT_EQ(sorted[nearest_rank(sorted.size(), 0.40)], 20);
  EXPECT_EQ(sorted[nearest_rank(sorted.size(), 0.50)], 35);
  EXPECT_EQ(sorted[nearest_rank(sorted.size(), 1.00)], 50);
}

TEST(nearest_rank, of_one_value_is_that_value_at_every_quantile) {
  for (const double q : {0.0, 0.5, 0.99, 1.0}) EXPECT_EQ(nearest_rank(1, q), 0u);
}

TEST(nearest_rank, is_not_led_astray_by_floating_point) {
  for (std::size_t size = 100; size <= 1000; size += 100)
    for (std::size_t percent = 1; percent <= 100; ++percent)
      EXPECT_EQ(nearest_rank(size, static_cast<double>(percent) / 100.0), percent * size / 100 - 1);
}

TEST(spread, is_the_distance_between_the_quartiles_as_a_part_of_the_median) {
  EXPECT_DOUBLE_EQ(spread(miles_per_gallon).value(), (22.8 - 15.425) / 1.349 / 19.2);
  EXPECT_DOUBLE_EQ(spread({3, 1, 2}).value(), 1 / 1.349 / 2);
}

TEST(spread, ignores_outliers_that_are_fewer_than_a_quarter_on_their_side) {
  EXPECT_EQ(spread({10, 10, 10, 10, 10, 10, 1000}), 0);
}

TEST(spread, sees_values_that_are_now_and_then_twice_as_large) {
  EXPECT_GT(spread({10, 10, 10, 20, 10, 10, 20, 20, 10, 10}).value(), 0.5);
}

TEST(spread, needs_three_values) {
  EXPECT_EQ(spread({1, 2}), std::nullopt);
  EXPECT_TRUE(spread({1, 2, 3}).has_value());
}

TEST(spread, has_no_meaning_around_zero) {
  EXPECT_EQ(spread({0, 0, 0}), std::nullopt);
}

}  // namespace
}  // namespace concbench::analysis
