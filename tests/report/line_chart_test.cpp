// Curves in characters.
#include "report/terminal/line_chart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "golden.hpp"
#include "report/terminal/display_text.hpp"
#include "report/words/format.hpp"

namespace concbench {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using values = std::vector<std::optional<double>>;

/// Times in ns of four executors over the number of tasks, as sleeping ones have them; one cell is missing.
line_chart chart_example() {
  return {.title = "time over tasks",
          .y_name = "time",
          .x_name = "tasks",
          .x = {1, 10, 100, 1000, 10000},
          .x_labels = {"1", "10", "100", "1000", "10000"},
          .curves = {{"sequential", {20.1e6, 201e6, 2.01e9, 20.1e9, 201e9}},
                     {"threads", {20.2e6, 20.4e6, 23.1e6, 95.2e6, 893e6}},
                     {"thread-pool", {20.2e6, 20.3e6, std::nullopt, 88.4e6, 822e6}},
                     {"coroutines", {20.1e6, 20.2e6, 20.4e6, 81.9e6, 806e6}}},
          .format = [](double ns) { return format_time(ns); }};
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

TEST(line_chart, gives_the_golden_file) {
  std::string all;
  for (const int width : {60, 80, 120})
    for (const bool unicode : {true, false})
      all += joined(render_line_chart(chart_example(), width, {.unicode = unicode})) + "\n";
  testing::expect_golden("line_chart.txt", all);
}

TEST(line_chart, keeps_within_its_width) {
  for (int width = 40; width <= 130; ++width)
    for (const bool unicode : {true, false})
      for (const auto& line : render_line_chart(chart_example(), width, {.unicode = unicode}))
        EXPECT_LE(display_width(line), width);
}

TEST(line_chart, is_ascii_when_it_has_to_be) {
  for (const char c : joined(render_line_chart(chart_example(), 80, {.unicode = false})))
    EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
}

TEST(line_chart, gives_each_curve_a_letter_of_its_own) {
  EXPECT_THAT(render_line_chart(chart_example(), 80, {}).back(),
              HasSubstr("S sequential · T threads · H thread-pool · C coroutines"));
}

TEST(line_chart, explains_a_shared_place_only_where_there_is_one) {
  auto chart = chart_example();
  EXPECT_THAT(render_line_chart(chart, 80, {}).back(), HasSubstr("# several"));
  chart.curves.resize(1);
  EXPECT_THAT(joined(render_line_chart(chart, 80, {})), Not(HasSubstr("*")));
}

TEST(line_chart, leaves_a_gap_where_a_value_is_missing) {
  const auto dots = [](const values& of) {
    const auto text = joined(render_line_chart({.title = "t over n",
                                                .y_name = "t",
                                                .x_name = "n",
                                                .x = {1, 2, 3},
                                                .x_labels = {"1", "2", "3"},
                                                .curves = {{"a", of}},
                                                .format = format_bytes},
                                               60, {.unicode = false}));
    return std::ranges::count(text, '.');
  };
  EXPECT_GT(dots({1, 1, 1}), 40);
  EXPECT_EQ(dots({1, std::nullopt, 1}), 0);
}

TEST(line_chart, says_which_of_its_axes_are_logarithmic) {
  auto chart = chart_example();
  EXPECT_EQ(render_line_chart(chart, 80, {}).front(), "time over tasks, both logarithmic");
  chart.curves = {{"a", {1, 2, 3, 4, 5}}};
  EXPECT_EQ(render_line_chart(chart, 80, {}).front(), "time over tasks, tasks logarithmic");
  chart.x = {1, 2, 3, 4, 5};
  EXPECT_EQ(render_line_chart(chart, 80, {}).front(), "time over tasks");
}

TEST(line_chart, writes_round_values_without_digits_that_say_nothing) {
  EXPECT_THAT(joined(render_line_chart(chart_example(), 80, {})),
              ::testing::AllOf(HasSubstr("  1 s ┤"), HasSubstr("100 s ┤"), HasSubstr("100 ms ┤")));
}

TEST(line_chart, does_not_mind_the_order_of_its_x) {
  auto chart = chart_example();
  std::ranges::reverse(chart.x);
  std::ranges::reverse(chart.x_labels);
  for (auto& curve : chart.curves) std::ranges::reverse(curve.values);
  chart.curves.erase(chart.curves.begin() + 2);  // lines have a direction, and two could differ by a dot
  EXPECT_EQ(render_line_chart(chart, 80, {})[14], [] {
    auto straight = chart_example();
    straight.curves.erase(straight.curves.begin() + 2);
    return render_line_chart(straight, 80, {})[14];
  }());
}

TEST(line_chart, of_a_single_value_or_of_none_is_empty) {
  EXPECT_THAT(render_line_chart({.title = "t over n",
                                 .y_name = "t",
                                 .x_name = "n",
                                 .x = {1},
                                 .x_labels = {"1"},
                                 .curves = {{"a", {1}}}},
                                80, {}),
              IsEmpty());
  EXPECT_THAT(render_line_chart({.title = "t over n",
                                 .y_name = "t",
                                 .x_name = "n",
                                 .x = {1, 2},
                                 .x_labels = {"1", "2"},
                                 .curves = {{"a", {std::nullopt, std::nullopt}}}},
                                80, {}),
              IsEmpty());
}

TEST(line_chart, draws_values_that_are_all_zero) {
  const auto drawn = render_line_chart({.title = "t over n",
                                        .y_name = "t",
                                        .x_name = "n",
                                        .x = {1, 2},
                                        .x_labels = {"1", "2"},
                                        .curves = {{"a", {0, 0}}},
                                        .format = format_bytes},
                                       60, {});
  EXPECT_THAT(drawn[12], HasSubstr("A"));
}

}  // namespace
}  // namespace concbench
