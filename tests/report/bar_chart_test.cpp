// Bars and their lengths.
#include "report/terminal/bar_chart.hpp"

#include <gtest/gtest.h>

#include "report/terminal/display_text.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

const std::vector<bar> bars{
    {"sequential", "15.02 s", 15.02}, {"threads", "7.51 s", 7.51}, {"pool", "1 ms", 0.001}};

TEST(bar_chart, scales_to_the_largest) {
  EXPECT_EQ(render_bar_chart("time", bars, 41, {}), (lines{"time",                                       //
                                                           "sequential  15.02 s  ████████████████████",  //
                                                           "threads      7.51 s  ██████████",            //
                                                           "pool           1 ms  ▏"}));
}

TEST(bar_chart, uses_whole_columns_in_ascii) {
  EXPECT_EQ(render_bar_chart("time", bars, 41, {.unicode = false}),
            (lines{"time",                                       //
                   "sequential  15.02 s  ####################",  //
                   "threads      7.51 s  ##########",            //
                   "pool           1 ms  #"}));
}

TEST(bar_chart, resolves_an_eighth_of_a_column) {
  std::vector<bar> eighths;
  for (int i = 1; i <= 9; ++i) eighths.push_back({"b", "v", static_cast<double>(i)});
  const auto drawn = render_bar_chart("", eighths, 6 + 1, {});  // 9/9 is one column
  EXPECT_EQ(drawn.back(), "b  v  █");
  eighths.assign({{"b", "v", 8}, {"b", "v", 7}, {"b", "v", 4}, {"b", "v", 1}});
  EXPECT_EQ(render_bar_chart("", eighths, 7, {}), (lines{"b  v  █", "b  v  ▉", "b  v  ▌", "b  v  ▏"}));
}

TEST(bar_chart, says_why_there_is_no_bar_without_widening_the_others) {
  const std::vector<bar> some{{"threads", "1 s", 1}, {"pool", "INCORRECT", 0, ink::bad}};
  EXPECT_EQ(render_bar_chart("time", some, 20, {}),
            (lines{"time", "threads  1 s  ██████", "pool     INCORRECT"}));
}

TEST(bar_chart, stays_within_its_width_and_sixty_columns_a_bar) {
  for (const int width : {20, 40, 60, 80, 200})
    for (const auto& line : render_bar_chart("time", bars, width, {})) {
      EXPECT_LE(display_width(line), width > 22 ? width : 22);
      EXPECT_LE(display_width(line), 21 + 60);
    }
}

TEST(bar_chart, of_nothing_is_its_title) {
  EXPECT_EQ(render_bar_chart("time", {}, 40, {}), lines{"time"});
}

}  // namespace
}  // namespace concbench
