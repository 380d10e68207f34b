// Timelines at a terminal.
#include "report/terminal/page_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "golden.hpp"
#include "reading.hpp"
#include "report/pages/run_charts.hpp"
#include "report/pages/run_page.hpp"
#include "report/terminal/display_text.hpp"
#include "timeline_example.hpp"

namespace concbench {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// The lines of the charts of the example's one scenario, below the page's title; none without a chart.
std::vector<std::string> drawn(const report& from, const text_style& style = {}) {
  page made{.title = "title"};
  auto& blocks = made.sections.emplace_back().blocks;
  for (auto& each : scenario_charts(results_of(from).front(), from.plan))
    blocks.emplace_back(std::move(each));
  auto lines = testing::lines_of(render_page_text(made, style));
  lines.erase(lines.begin(), lines.begin() + 2);
  return lines;
}

TEST(render_timelines, gives_the_golden_files) {
  const auto shown = testing::timelines_report();
  testing::expect_golden("timelines_80.txt", joined(drawn(shown)));
  testing::expect_golden("timelines_60_ascii.txt", joined(drawn(shown, {.width = 60, .unicode = false})));
}

TEST(render_timelines, has_no_line_that_is_wider_than_asked) {
  auto shown = testing::timelines_report();
  shown.cells[3].timeline->problem = std::string(300, 'w');
  shown.cells[1].executor = "worker:" + std::string(60, 'e');
  for (const int width : {40, 53, 100})
    for (const bool unicode : {false, true})
      for (const auto& line : drawn(shown, {.width = width, .unicode = unicode}))
        EXPECT_LE(display_width(line), width) << line;
}

TEST(render_timelines, is_empty_where_no_timeline_was_asked_for) {
  auto shown = testing::timelines_report();
  for (auto& each : shown.cells) each.timeline.reset();
  EXPECT_THAT(drawn(shown), IsEmpty());
}

TEST(render_timelines, shows_a_task_however_short_it_is) {
  auto shown = testing::timelines_report();
  shown.cells[2].timeline = testing::waves(1, 1, 1);
  EXPECT_THAT(drawn(shown), Contains(HasSubstr("coroutines        │▀")));
}

TEST(render_timelines, says_how_many_tasks_those_that_are_drawn_stand_for) {
  auto shown = testing::timelines_report();
  shown.cells[0].timeline->began = 1'000'000;
  EXPECT_THAT(render_page_text(run_page(shown), {}), HasSubstr("sequential: 10 of 1000000 tasks are drawn"));
}

TEST(render_timelines, says_how_to_read_its_rows) {
  auto shown = testing::timelines_report();
  const auto text = [&](bool unicode) { return joined(drawn(shown, {.width = 160, .unicode = unicode})); };
  EXPECT_THAT(text(true),
              HasSubstr("\na line holds two rows: ▀ in the upper one, ▄ in the lower one, █ in both\n"));
  for (auto& each : shown.cells)
    if (each.timeline) each.timeline = testing::waves(100, 10, 1'000);
  EXPECT_THAT(
      text(true),
      HasSubstr("\na row stands for up to 9 tasks that began one after another; a line holds two rows: "));
  EXPECT_THAT(text(false), HasSubstr("\na row stands for up to 17 tasks that began one after another\n"));
}

TEST(render_timelines, draws_timelines_that_took_no_time) {
  auto shown = testing::timelines_report();
  for (auto& each : shown.cells) each.timeline = task_timeline{};
  EXPECT_FALSE(drawn(shown).empty());
}

}  // namespace
}  // namespace concbench
