// Who keeps up with a rate, on queues whose answer is known: one server, first come first served.
#include "analysis/open_loop.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

constexpr double second = 1e9;

/// A stretch of time in which nothing begins.
struct stall {
  double from_s;
  double length_s;
};

struct queue {
  double rate;      ///< tasks due per second
  double capacity;  ///< tasks that can begin per second
  double length_s = 5;
  std::vector<stall> stalls = {};
  std::optional<double> slow_from_s = {};  ///< from here on half the capacity

  double spacing_ns() const { return second / rate; }

  /// Lindley's recursion: a task begins when it is due or, if that is later, when the one before it has
  /// taken its turn.
  std::vector<std::int64_t> lateness() const {
    std::vector<std::int64_t> late;
    double free = 0;
    for (double i = 0; i < rate * length_s; ++i) {
      double begins = std::max(i * spacing_ns(), free);
      for (const auto& [from, length] : stalls)
        if (begins >= from * second && begins < (from + length) * second) begins = (from + length) * second;
      late.push_back(static_cast<std::int64_t>(begins - i * spacing_ns()));
      const bool slow = slow_from_s && begins >= *slow_from_s * second;
      free = begins + second / (slow ? capacity / 2 : capacity);
    }
    return late;
  }

  bool kept_up() const { return keeps_up(lateness(), spacing_ns()); }
};

TEST(keeps_up, while_there_is_capacity_left) {
  EXPECT_TRUE((queue{.rate = 2000, .capacity = 2'000'000}).kept_up());
  EXPECT_TRUE((queue{.rate = 2000, .capacity = 2020}).kept_up());
}

TEST(keeps_up, not_when_the_rate_is_beyond_the_capacity) {
  for (const double beyond : {1.03, 1.1, 1.5, 10.0, 1000.0})
    EXPECT_FALSE((queue{.rate = 2000, .capacity = 2000 / beyond}).kept_up()) << beyond;
}

TEST(keeps_up, after_one_stall_wherever_it_was) {
  for (const double from : {0.0, 0.3, 2.5, 4.0, 4.9})
    EXPECT_TRUE((queue{.rate = 200, .capacity = 1000, .stalls = {{from, 1.4}}}).kept_up()) << from;
}

TEST(keeps_up, after_a_stall_that_takes_the_rest_of_the_run_to_catch_up) {
  EXPECT_TRUE((queue{.rate = 200, .capacity = 205, .stalls = {{2.5, 1.4}}}).kept_up());
}

TEST(keeps_up, with_many_stalls_that_are_caught_up_each) {
  queue often{.rate = 200, .capacity = 1000};
  for (int i = 0; i < 16; ++i) often.stalls.push_back({0.3 * i, 0.15});
  EXPECT_TRUE(often.kept_up());
}

TEST(keeps_up, not_when_a_stall_comes_on_top_of_too_little_capacity) {
  EXPECT_FALSE((queue{.rate = 200, .capacity = 180, .stalls = {{2.5, 1.4}}}).kept_up());
}

TEST(keeps_up, not_when_the_capacity_falls_below_the_rate_on_the_way) {
  EXPECT_FALSE((queue{.rate = 200, .capacity = 300, .slow_from_s = 2.5}).kept_up());
}

TEST(keeps_up, not_in_a_short_run_that_falls_far_behind) {
  EXPECT_FALSE((queue{.rate = 2000, .capacity = 200, .length_s = 0.02}).kept_up());
}

TEST(keeps_up, as_far_as_ten_tasks_or_ten_milliseconds_tell) {
  EXPECT_TRUE((queue{.rate = 2000, .capacity = 2, .length_s = 0.005}).kept_up());
  EXPECT_TRUE((queue{.rate = 2000, .capacity = 1900, .length_s = 0.1}).kept_up());
  EXPECT_TRUE(keeps_up({}, 1));
}

TEST(drains_in_time, holds_while_only_what_was_under_way_is_left) {
  EXPECT_TRUE(drains_in_time(10e6, 30e6, 20e6));      // one task's time after the schedule
  EXPECT_TRUE(drains_in_time(10e6, 1400e6, 1390e6));  // a server that stood still
  EXPECT_TRUE(drains_in_time(1e6, 10e6, 0.1e6));      // less than 10 ms tell nothing
}

TEST(drains_in_time, fails_where_a_short_schedule_is_followed_by_a_queue) {
  // 10 tasks of 20 ms each, due within 10 ms, one after another.
  EXPECT_FALSE(drains_in_time(10e6, 200e6, 20e6));
}

TEST(missed_starts, are_those_later_than_a_spacing) {
  const std::vector<std::int64_t> lateness{-5, 0, 4'999'999, 5'000'000, 5'000'001, 9'000'000};
  EXPECT_EQ(missed_starts(lateness, 5e6), 2u);
}

TEST(missed_starts, are_never_those_within_a_millisecond) {
  const std::vector<std::int64_t> lateness{0, 999'999, 1'000'000, 1'000'001};
  EXPECT_EQ(missed_starts(lateness, 500), 1u);
}

}  // namespace
}  // namespace concbench::analysis
