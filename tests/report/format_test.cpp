// Figures for people, at the edges where units and digits change.
#include "report/words/format.hpp"

#include <optional>

#include <gtest/gtest.h>

#include "report/terminal/display_text.hpp"

namespace concbench {
namespace {

TEST(format_time, shows_four_digits_of_seconds_and_three_of_less) {
  EXPECT_EQ(format_time(15.0234e9), "15.02 s");
  EXPECT_EQ(format_time(1.5021e9), "1.502 s");
  EXPECT_EQ(format_time(1234.6e9), "1235 s");
  EXPECT_EQ(format_time(20.44e6), "20.4 ms");
  EXPECT_EQ(format_time(312.4e3), "312 µs");
  EXPECT_EQ(format_time(85), "85 ns");
  EXPECT_EQ(format_time(0), "0 s");
}

TEST(format_time, changes_the_unit_after_rounding) {
  EXPECT_EQ(format_time(999.4e6), "999 ms");
  EXPECT_EQ(format_time(999.96e6), "1.000 s");
  EXPECT_EQ(format_time(999'700), "1.00 ms");
  EXPECT_EQ(format_time(999.6), "1.00 µs");
}

TEST(format_time, keeps_its_digits_when_rounding_carries) {
  EXPECT_EQ(format_time(9.99996e9), "10.00 s");
  EXPECT_EQ(format_time(9.996e6), "10.0 ms");
  EXPECT_EQ(format_time(99.96e6), "100 ms");
}

TEST(format_time, can_be_shown_in_ascii) {
  const text_style ascii{.unicode = false};
  EXPECT_EQ(shown(format_time(312'000), ascii), "312 us");
  EXPECT_EQ(shown(format_factor(8.93), ascii), "8.93x");
  EXPECT_EQ(shown(format_time_range(1e9, 2e9), ascii), "1.000...2.000 s");
}

TEST(format_time_range, names_a_common_unit_once) {
  EXPECT_EQ(format_time_range(1.498e9, 1.506e9), "1.498…1.506 s");
  EXPECT_EQ(format_time_range(980e6, 1.02e9), "980 ms…1.020 s");
  EXPECT_EQ(format_time_range(20e6, 21e6), "20.0…21.0 ms");
}

TEST(format_time_range, of_one_value_is_none) {
  EXPECT_EQ(format_time_range(1e9, 1e9), "–");
}

TEST(format_bytes, uses_binary_units) {
  EXPECT_EQ(format_bytes(0), "0 B");
  EXPECT_EQ(format_bytes(512), "512 B");
  EXPECT_EQ(format_bytes(1024), "1.00 KiB");
  EXPECT_EQ(format_bytes(65'741), "64.2 KiB");
  EXPECT_EQ(format_bytes(1023.0 * 1024), "1023 KiB");
  EXPECT_EQ(format_bytes(1023.8 * 1024), "1.00 MiB");
  EXPECT_EQ(format_bytes(1.5 * 1024 * 1024 * 1024), "1.50 GiB");
}

TEST(format_rate, shortens_thousands_and_millions) {
  EXPECT_EQ(format_rate(0), "0");
  EXPECT_EQ(format_rate(0.6666), "0.667");
  EXPECT_EQ(format_rate(66.64), "66.6");
  EXPECT_EQ(format_rate(999.4), "999");
  EXPECT_EQ(format_rate(999.6), "1.00k");
  EXPECT_EQ(format_rate(12'345), "12.3k");
  EXPECT_EQ(format_rate(1'200'000), "1.20M");
}

TEST(format_factor, has_at_most_two_decimals_where_that_says_enough) {
  EXPECT_EQ(format_factor(8.927), "8.93×");
  EXPECT_EQ(format_factor(1), "1.00×");
  EXPECT_EQ(format_factor(9.996), "10.0×");
  EXPECT_EQ(format_factor(99.97), "100×");
  EXPECT_EQ(format_factor(1234), "1234×");
  EXPECT_EQ(format_factor(0.4567), "0.46×");
  EXPECT_EQ(format_factor(0.0412), "0.041×");
}

TEST(format_bound, never_reads_one_where_it_is_not) {
  EXPECT_EQ(format_bound(1), "1.00");
  EXPECT_EQ(format_bound(1.02), "1.02");
  EXPECT_EQ(format_bound(1.003), "1.003");
  EXPECT_EQ(format_bound(0.9996), "0.9996");
}

/// A speedup of ten rounds; without a range one of too few.
analysis::paired_speedup speedup_with(double ratio, std::optional<analysis::interval> range = {}) {
  return {.ratio = ratio, .range = range, .p = 0.01, .rounds = 10, .rounds_needed = 7};
}

TEST(format_speedup, turns_round_what_is_more_than_ten_times_slower) {
  EXPECT_EQ(format_speedup(speedup_with(0.00014, analysis::interval{0.0001, 0.0002})),
            "7143× slower [5000, 10000]");
  EXPECT_EQ(format_speedup(speedup_with(0.5)), "0.50× ?");
}

TEST(format_lower, turns_round_what_is_higher) {
  EXPECT_EQ(format_lower(speedup_with(2.5, analysis::interval{2, 4})), "2.50× [2.00, 4.00]");
  EXPECT_EQ(format_lower(speedup_with(0.8, analysis::interval{0.5, 0.9})), "1.25× higher [1.11, 2.00]");
  EXPECT_EQ(format_lower(speedup_with(0.5)), "2.00× higher ?");
}

TEST(format_lower, does_not_turn_round_an_interval_that_has_both_directions) {
  EXPECT_EQ(format_lower(speedup_with(0.8, analysis::interval{0.5, 1.25})), "0.80× [0.50, 1.25]");
}

TEST(format_speedup, shows_no_one_beside_a_difference_that_is_resolved) {
  EXPECT_EQ(format_speedup(speedup_with(1.003, analysis::interval{1.0004, 1.01})), "1.003× [1.0004, 1.01]");
  EXPECT_EQ(format_speedup(speedup_with(1.003, analysis::interval{0.9996, 1.01})), "1.00× [0.9996, 1.01]");
}

TEST(format_percent, has_two_digits_below_ten_and_none_after_the_point_above) {
  EXPECT_EQ(format_percent(0.0123), "1.2 %");
  EXPECT_EQ(format_percent(0.05), "5 %");
  EXPECT_EQ(format_percent(0.0996), "10 %");
  EXPECT_EQ(format_percent(1.8), "180 %");
  EXPECT_EQ(format_percent(0.1234), "12 %");
}

}  // namespace
}  // namespace concbench
