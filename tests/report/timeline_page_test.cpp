// Timelines on a page and in HTML.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/exports/formats.hpp"
#include "report/exports/svg.hpp"
#include "report/figures/results.hpp"
#include "report/pages/run_charts.hpp"
#include "report/pages/run_page.hpp"
#include "report/words/timeline_words.hpp"
#include "timeline_example.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The example with figures, without which a scenario has no charts.
report measured_timelines() {
  auto made = testing::timelines_report();
  for (auto& each : made.cells) {
    auto& taken = each.samples.emplace_back();
    taken.wall_ns = 1'000'000;
    taken.tasks_ok = 10;
    taken.digest = 1;
  }
  return made;
}

/// The timelines among the charts of the example's one scenario.
timeline_chart charted(const report& from) {
  for (auto& row : scenario_charts(results_of(from).front(), from.plan))
    for (auto& each : row.charts)
      if (auto* chart = std::get_if<timeline_chart>(&each)) return *chart;
  return {};
}

std::string html_of(const report& from) {
  for (const auto& each : export_formats())
    if (each.name == std::string_view("html")) return each.render(from);
  return "";
}

TEST(a_page_of_timelines, has_a_block_for_each_executor) {
  const auto shown = measured_timelines();
  const auto chart = charted(shown);
  ASSERT_EQ(chart.blocks.size(), 4u);
  EXPECT_EQ(chart.extent_ns, 15'000'000'000);
  EXPECT_EQ(chart.blocks[0].label, "sequential");
  EXPECT_EQ(chart.blocks[0].facts, (std::vector<std::string>{"15.00 s", "1 at once", "1 thread in all"}));
  EXPECT_EQ(chart.blocks[0].tasks->tasks.size(), 10u);
  EXPECT_TRUE(chart.blocks[3].facts.empty());
}

TEST(a_page_of_timelines, is_not_there_where_none_was_asked_for) {
  auto without = measured_timelines();
  for (auto& each : without.cells) each.timeline.reset();
  EXPECT_TRUE(charted(without).blocks.empty());
  EXPECT_THAT(html_of(without), Not(HasSubstr(std::string(timelines_title))));
}

TEST(a_page_of_timelines, is_drawn_and_says_why_one_is_missing) {
  EXPECT_THAT(html_of(measured_timelines()), AllOf(HasSubstr(std::string(timelines_title)),
                                                   HasSubstr("no timeline: this worker keeps none")));
}

TEST(a_page_of_timelines, stays_small_however_many_tasks_there_are) {
  auto many = measured_timelines();
  many.cells[0].timeline = testing::waves(100'000, 1, 1'000);
  many.cells[0].timeline->began = 1'000'000;
  const auto html = html_of(many);
  EXPECT_LT(html.size(), 200'000u);
  EXPECT_THAT(html, HasSubstr("100000 of 1000000 tasks are drawn"));
}

/// One task after another, each from the first to the second of these times.
task_timeline tasks_of(const std::vector<std::pair<std::int64_t, std::int64_t>>& times) {
  task_timeline made{.began = times.size()};
  for (const auto& [start, end] : times) made.tasks.push_back({.start_ns = start, .end_ns = end});
  return made;
}

std::string svg_of_tasks(const task_timeline& tasks, std::int64_t extent_ns) {
  chart_colours colours;
  return svg_of(timeline_chart{.title = "t",
                               .extent_ns = extent_ns,
                               .blocks = {{"a", {"f"}, &tasks}},
                               .time_text = [](double ns) { return std::to_string(ns); }},
                colours);
}

TEST(a_page_of_timelines, says_how_many_tasks_a_row_stands_for) {
  auto many = measured_timelines();
  EXPECT_EQ(title_of(charted(many)), timelines_title);
  many.cells[0].timeline = testing::waves(100, 1, 1'000);
  EXPECT_EQ(title_of(charted(many)),
            std::string(timelines_title) + "; a row stands for up to 5 tasks that began one after another");
}

TEST(svg_of_timelines, has_a_bar_where_a_task_ran) {
  EXPECT_THAT(svg_of_tasks(tasks_of({{0, 4800}, {24000, 48000}}), 48000),
              HasSubstr("M0.0 20.0h48.0v8.0h-48.0zM240.0 29.0h240.0v8.0h-240.0z"));
}

TEST(svg_of_timelines, shows_what_took_no_time) {
  EXPECT_THAT(svg_of_tasks(tasks_of({{0, 0}}), 1), HasSubstr("M0.0 20.0h1.0"));
}

}  // namespace
}  // namespace concbench
