// What the signs and columns of a report mean, as its text says it.
#include "report/terminal/text.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "declared_work.hpp"
#include "example_report.hpp"
#include "reading.hpp"
#include "timed_report.hpp"

namespace concbench {
namespace {

using testing::contains;
using testing::with_times;

TEST(a_legend, says_what_the_columns_cpu_server_and_memory_are_where_they_are_shown) {
  const auto from = testing::full_report();
  const auto wide = render_text(from, {.width = 160});
  for (const auto* meaning : {"CPU: time that all threads together were on a CPU",
                              "server: the part of one CPU that the server used",
                              "memory +: the most that the run added to the 8.0"})
    EXPECT_TRUE(contains(wide, meaning)) << meaning;
  EXPECT_FALSE(contains(render_text(from, {.width = 60}), "server: the part"));  // that column is left out
}

TEST(a_legend, says_which_intervals_hold_together_and_that_those_of_one_pair_may_differ) {
  const auto from = testing::full_report();
  EXPECT_TRUE(contains(
      render_text(from, {.width = 500}),
      "[95 % intervals] of one group hold together: the speedups of a scenario are a group, the pairs "
      "of its line \"fastest\" another, and concbench compare makes groups of its own."));
  EXPECT_FALSE(
      contains(render_text(testing::tutorial_report(), {.width = 500}), "of one group"));  // it has none
}

TEST(a_legend, says_why_nobody_is_marked_where_tasks_do_nothing) {
  auto from = with_times({{1, 2, 3}, {1, 2, 3}, {1, 2, 3}});
  constexpr auto why = "no executor is marked as the fastest in noop: ";
  EXPECT_FALSE(contains(render_text(from, {.width = 400}), why));
  for (auto& each : from.cells) each.scenario = "noop";
  EXPECT_TRUE(contains(render_text(from, {.width = 400}), why));
}

TEST(a_legend, explains_a_question_mark_only_where_one_stands) {
  auto from = testing::tutorial_report();
  EXPECT_TRUE(contains(render_text(from, {.width = 120}), "? too few rounds"));
  from = testing::full_report();
  EXPECT_FALSE(contains(render_text(from, {.width = 120}), "? too few rounds"));
}

TEST(a_legend, cuts_no_fact_of_the_legend_that_is_wider_than_the_terminal) {
  auto from = testing::tutorial_report();
  from.plan.precision = 0.02;
  from.plan.rounds = 3;
  const auto text = render_text(from, {.width = 60});
  EXPECT_TRUE(
      contains(text, "? too few rounds for an interval; with 9 rounds (-r 9) every\n  comparison has one\n"))
      << text;
}

TEST(a_legend, says_what_the_p99_of_few_tasks_is) {
  constexpr auto p99 = "p99 of fewer than 100 tasks: the slowest one";
  auto from = testing::full_report();
  EXPECT_TRUE(contains(render_text(from, {.width = 160}), p99));
  std::erase_if(from.cells, [](const cell& each) { return each.tasks < 100; });
  EXPECT_FALSE(contains(render_text(from, {.width = 160}), p99));
  auto open = testing::open_loop_report();
  EXPECT_FALSE(contains(render_text(open, {.width = 160}), "the slowest one"));
  for (auto& each : open.cells)
    for (auto& taken : each.samples) taken.tasks_ok = 999;
  EXPECT_TRUE(contains(render_text(open, {.width = 160}), "p99.9 of fewer than 1000 tasks: the slowest one"));
}

TEST(a_table, keeps_what_is_compared_and_what_a_model_costs_at_80_columns_in_an_open_loop) {
  auto open = testing::open_loop_report();
  for (auto& each : open.cells)
    for (auto& taken : each.samples) taken.rss_increase_bytes = 1 << 20;
  const auto text = render_text(open, {.width = 80});
  const auto lines = testing::lines_of(text);
  const auto header =
      *std::ranges::find_if(lines, [](const std::string& each) { return each.starts_with("executor"); });
  for (const auto* column : {" p99 ", "late starts", "p99 lower", "CPU", "memory +"})
    EXPECT_TRUE(contains(header, column)) << header;
  EXPECT_FALSE(contains(header, "starts/s")) << header;
  EXPECT_TRUE(contains(text, "; a wider terminal, COLUMNS=200 concbench")) << text;
}

TEST(a_legend, explains_once_started_only_where_a_column_of_it_is_shown) {
  const auto open = testing::open_loop_report();
  EXPECT_TRUE(contains(render_text(open, {.width = 160}), "once started: from when it began"));
  EXPECT_FALSE(contains(render_text(open, {.width = 60}), "once started: from when it began"));
}

TEST(a_legend, says_what_the_p999_of_few_tasks_is_only_where_that_column_is_shown) {
  auto open = testing::open_loop_report();
  for (auto& each : open.cells)
    for (auto& taken : each.samples) taken.tasks_ok = 99;
  EXPECT_TRUE(contains(render_text(open, {.width = 160}), "p99.9 of fewer than 1000 tasks: the slowest one"));
  const auto narrow = render_text(open, {.width = 60});
  EXPECT_TRUE(contains(narrow, "left out at this width: p99 once started, p99.9,")) << narrow;
  EXPECT_TRUE(contains(narrow, "p99 of fewer than 100 tasks: the slowest one")) << narrow;
  EXPECT_FALSE(contains(narrow, "1000 tasks")) << narrow;
}

}  // namespace
}  // namespace concbench
