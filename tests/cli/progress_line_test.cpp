// The progress line at every width.
#include "cli/progress_line.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/registry.hpp"

namespace concbench::cli {
namespace {

class progress : public ::testing::Test {
 protected:
  progress() {
    cell_.setup.executor = "coroutines";
    now_ = {
        .done = 37, .total = 176, .round = 2, .current = &cell_, .left = std::chrono::milliseconds(11'200)};
  }

  static std::size_t columns(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
  }

  runner::planned_cell cell_{.scenario = &find_scenario("image-download"), .setup = {}};
  runner::progress now_;
};

TEST_F(progress, tells_how_far_the_run_is_and_how_long_it_takes) {
  EXPECT_EQ(progress_text(now_, 10, true, 200),
            "[37/176] round 3 of 10 · image-download × coroutines · 12 s left");
}

TEST_F(progress, is_only_the_round_where_there_is_no_cell) {
  now_.current = nullptr;
  EXPECT_EQ(progress_text(now_, 10, true, 200), "[37/176] round 3 of 10 · 12 s left");
}

TEST_F(progress, names_the_point_of_a_sweep) {
  cell_.point = "tasks=100 latency=1ms";
  EXPECT_EQ(progress_text(now_, 10, true, 200),
            "[37/176] round 3 of 10 · image-download tasks=100 latency=1ms × coroutines · 12 s left");
}

TEST_F(progress, lets_no_control_character_of_a_point_through) {
  cell_.point = "dir=\x1b[2J\nx";
  EXPECT_EQ(progress_text(now_, 10, true, 200),
            "[37/176] round 3 of 10 · image-download dir= x × coroutines · 12 s left");
}

TEST_F(progress, is_plain_where_unicode_is_not_allowed) {
  EXPECT_EQ(progress_text(now_, 10, false, 200),
            "[37/176] round 3 of 10 | image-download x coroutines | 12 s left");
}

TEST_F(progress, says_that_the_round_is_that_of_timelines) {
  now_.timeline = true;
  EXPECT_EQ(progress_text(now_, 10, false, 200),
            "[37/176] timeline | image-download x coroutines | 12 s left");
}

TEST_F(progress, says_that_a_run_warms_up) {
  now_.round = -1;
  EXPECT_EQ(progress_text(now_, 10, false, 200),
            "[37/176] warming up | image-download x coroutines | 12 s left");
}

TEST_F(progress, shows_long_times_in_minutes) {
  now_.left = std::chrono::seconds(125);
  EXPECT_NE(progress_text(now_, 10, false, 200).find("2 min 05 s left"), std::string::npos);
}

TEST_F(progress, fits_below_every_width_that_a_terminal_has) {
  for (int width = 40; width <= 120; ++width)
    for (const bool unicode : {true, false})
      EXPECT_LT(columns(progress_text(now_, 10, unicode, width)), static_cast<std::size_t>(width)) << width;
}

TEST_F(progress, leaves_out_the_least_telling_part_first) {
  const auto whole = columns(progress_text(now_, 10, true, 200));
  EXPECT_EQ(columns(progress_text(now_, 10, true, static_cast<int>(whole) + 1)), whole);
  EXPECT_EQ(progress_text(now_, 10, true, static_cast<int>(whole)),
            "[37/176] image-download × coroutines · 12 s left");
  EXPECT_EQ(progress_text(now_, 10, true, 30), "[37/176] · 12 s left");
}

TEST_F(progress, names_no_end_where_the_samples_decide_when_it_is) {
  now_.total = 0;
  now_.left = {};
  EXPECT_EQ(progress_text(now_, 62, true, 200), "[37] round 3 · image-download × coroutines");
}

TEST_F(progress, says_in_a_log_how_long_a_long_run_takes_and_then_a_line_a_minute) {
  progress_log log;
  const clock::time_point begin{};
  now_.left = std::chrono::seconds(95);
  EXPECT_EQ(log.line_at(begin, now_, 10), "concbench: this may take up to 95 s");
  EXPECT_EQ(log.line_at(begin + std::chrono::seconds(59), now_, 10), std::nullopt);
  EXPECT_EQ(log.line_at(begin + std::chrono::seconds(60), now_, 10),
            "concbench: [37/176] round 3 of 10 | image-download x coroutines | 95 s left");
  EXPECT_EQ(log.line_at(begin + std::chrono::seconds(119), now_, 10), std::nullopt);
  EXPECT_TRUE(log.line_at(begin + std::chrono::seconds(120), now_, 10));
}

TEST_F(progress, says_nothing_in_a_log_of_a_run_that_is_short) {
  progress_log log;
  EXPECT_EQ(log.line_at({}, now_, 10), std::nullopt);
}

}  // namespace
}  // namespace concbench::cli
