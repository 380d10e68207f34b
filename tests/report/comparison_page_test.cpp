// A comparison in all its formats.
#include "report/pages/comparison_page.hpp"
#include "report/terminal/page_text.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "example_report.hpp"
#include "golden.hpp"
#include "report/exports/comparison_json.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/figures/regression_gate.hpp"
#include "report/terminal/display_text.hpp"

namespace concbench {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const report_names names{"old.json", "new run.json"};

/// The full report and one in which some of it became slower or faster, with every remark that there is.
struct example {
  report before = testing::full_report();
  report after = testing::full_report();

  example() {
    after.tool_version = "0.2.0";
    for (auto& each : after.cells[1].samples) each.wall_ns = each.wall_ns * 13 / 10;
    for (auto& each : after.cells[7].samples) each.wall_ns = each.wall_ns * 7 / 10;
    after.cells[6].tasks = 48;
    after.cells[8].samples.resize(3);
    for (int i = 0; i < 6; ++i) after.noise.pairs.emplace_back(1000, 1013);
    testing::set_fact(after, "kernel", "Linux 6.12.1");
    testing::set_fact(before, "boost", "1.81.0");
    testing::set_fact(after, "boost", "1.88.0");
  }
};

TEST(comparison_page_as_text, gives_the_golden_file_at_every_width) {
  const example of;
  const auto made = compare_reports(of.before, of.after);
  for (const int width : {60, 80, 120})
    testing::expect_golden("comparison_" + std::to_string(width) + ".txt",
                           render_page_text(comparison_page(made, names), {.width = width}));
  testing::expect_golden("comparison_80_ascii.txt",
                         render_page_text(comparison_page(made, names), {.width = 80, .unicode = false}));
}

TEST(comparison_page_as_text, begins_with_what_is_old_and_what_is_new) {
  const example of;
  EXPECT_THAT(render_page_text(comparison_page(compare_reports(of.before, of.after), names), {}),
              StartsWith("old: old.json, new: new run.json\n"));
  const report_names workers{
      .before = "run.json", .old_side = "mine (./mine)", .new_side = "concbench 0.3.0"};
  const auto within = compare_executors(of.before, {{"threads", "coroutines"}});
  EXPECT_THAT(render_page_text(comparison_page(within, workers), {}),
              StartsWith("old: mine (./mine), new: concbench 0.3.0\n"));
  EXPECT_THAT(render_page_markdown(comparison_page(within, workers)),
              StartsWith("# old: mine (./mine), new: concbench 0.3.0\n"));
}

TEST(comparison_page_as_text, says_how_many_tasks_failed_because_the_times_leave_them_out) {
  example of;
  of.before.plan.allowed_errors = of.after.plan.allowed_errors = 0.5;
  for (auto& each : of.after.cells[1].samples) {
    each.tasks_failed = 1;
    each.tasks_ok = 31;
  }
  const auto text =
      render_page_text(comparison_page(compare_reports(of.before, of.after), names), {.width = 200});
  EXPECT_THAT(
      text,
      HasSubstr(
          "failed before: none of 256 tasks; now: 8 of 256 tasks. The times are those of the other tasks"));
}

TEST(comparison_page_as_text, says_that_a_direction_is_a_guess) {
  const example of;
  const report_names names_only{
      .before = "run.json", .old_side = "mine", .new_side = "concbench", .guessed = true};
  EXPECT_THAT(
      render_page_text(comparison_page(compare_executors(of.before, {{"threads", "coroutines"}}), names_only),
                       {.width = 120}),
      StartsWith("old: mine, new: concbench (a guess: --old NAME or --new NAME says which is which)\n"));
}

TEST(comparison_page_as_text, fits_any_width) {
  const example of;
  for (const auto& made :
       {compare_reports(of.before, of.after), compare_executors(of.before, {{"threads", "coroutines"}})})
    for (const int width : {40, 60, 80, 120}) {
      std::istringstream in(render_page_text(comparison_page(made, names), {.width = width, .colour = true}));
      for (std::string line; std::getline(in, line);) EXPECT_LE(display_width(line), width) << line;
    }
}

TEST(comparison_page_as_text, says_that_a_build_is_unfit) {
  example of;
  testing::set_fact(of.after, "build_type", "Debug");
  EXPECT_THAT(render_page_text(comparison_page(compare_reports(of.before, of.after), names), {}),
              HasSubstr("WARNING: DEBUG BUILD"));
}

TEST(comparison_page_as_text, names_both_executors_where_two_are_compared) {
  const example of;
  const auto text =
      render_page_text(comparison_page(compare_executors(of.before, {{"threads", "coroutines"}}), names), {});
  EXPECT_THAT(text, HasSubstr("coroutines / threads"));
  EXPECT_THAT(text, HasSubstr("paired by round"));
}

TEST(comparison_page_as_text,
     has_old_new_and_gate_at_80_columns_where_two_workers_and_two_figures_are_compared) {
  auto from = testing::full_report();
  from.cells.resize(2);
  from.cells[0].executor = "thread-pool";
  from.cells[1].executor = "main:thread-pool";
  const auto made = compare_executors(from, {{"main:thread-pool", "thread-pool"}}, {compared_figure::cpu});
  const std::vector<gate_result> gates{judge(made, {compared_figure::run, 0.05}),
                                       judge(made, {compared_figure::cpu, 0.05})};
  const auto text = render_page_text(comparison_page(made, names, gates), {.width = 80});
  EXPECT_THAT(text, ContainsRegex("executor +figure +new/old +interval +old +new .*gate\n"));
  EXPECT_THAT(text, ContainsRegex("\nthread-pool +time "));
}

TEST(comparison_page_as_text, keeps_the_change_and_its_interval_longest_where_it_is_narrow) {
  const example of;
  const auto text = render_page_text(
      comparison_page(compare_executors(of.before, {{"threads", "coroutines"}}), names), {.width = 50});
  EXPECT_THAT(text, ContainsRegex("executor +new/old +interval\n"));
  EXPECT_THAT(text, HasSubstr("left out at this width: old, new, verdict"));
}

TEST(comparison_page_as_text, says_what_the_same_means_where_it_says_it) {
  const example of;
  constexpr auto meaning = "the same: the whole interval lies within 0.5 % of 1";
  const auto itself = render_page_text(
      comparison_page(compare_executors(of.before, {{"threads", "threads"}}), names), {.width = 120});
  EXPECT_THAT(itself, ContainsRegex("threads +1\\.000× .*the same\n"));
  EXPECT_THAT(itself, HasSubstr("\n2 the same\n"));
  EXPECT_THAT(itself, HasSubstr(meaning));
  EXPECT_THAT(render_page_text(comparison_page(compare_reports(of.before, of.after), names), {.width = 120}),
              Not(HasSubstr(meaning)));
}

TEST(comparison_page_as_text, says_within_one_report_why_run_gives_other_intervals) {
  const example of;
  constexpr auto other = "and so other intervals for the same two executors";
  EXPECT_THAT(
      render_page_text(comparison_page(compare_executors(of.before, {{"threads", "coroutines"}}), names),
                       {.width = 200}),
      HasSubstr(other));
  EXPECT_THAT(render_page_text(comparison_page(compare_reports(of.before, of.after), names), {.width = 200}),
              Not(HasSubstr(other)));
}

TEST(comparison_page_as_text, names_the_p99_of_an_open_loop) {
  const auto open = testing::open_loop_report();
  const auto made = compare_reports(open, open);
  for (const auto& text : {render_page_text(comparison_page(made, names), {.width = 120}),
                           render_page_markdown(comparison_page(made, names))}) {
    EXPECT_THAT(text, ContainsRegex("old p99.*new p99"));
    EXPECT_THAT(text, HasSubstr("ratio of their p99 from when tasks were due, at 200/s"));
    EXPECT_THAT(text, Not(HasSubstr("their times")));
  }
}

TEST(render_comparison_json, has_the_shape_that_others_rely_on) {
  const example of;
  const auto document =
      boost::json::parse(render_comparison_json(compare_reports(of.before, of.after), names));
  EXPECT_EQ(document.as_object().size(), 4u);
  EXPECT_EQ(document.at("old"), "old.json");
  EXPECT_EQ(document.at("new"), "new run.json");
  const auto& all = document.at("comparisons").as_array();
  for (const auto& each : all) EXPECT_EQ(each.as_object().size(), 9u);
  const auto& slower = all[1];
  EXPECT_EQ(slower.at("scenario"), "sleep");
  EXPECT_EQ(slower.at("executor"), "threads");
  EXPECT_EQ(slower.at("params").at("delay"), "20ms");
  EXPECT_EQ(slower.at("figure"), "time");
  EXPECT_EQ(slower.at("measured"), "time");
  EXPECT_NEAR(slower.at("ratio").as_double(), 1.3, 1e-3);
  EXPECT_TRUE(slower.at("interval").is_array() || slower.at("interval").is_null());
  EXPECT_TRUE(slower.at("verdict").is_string());
}

TEST(comparison_page_as_text, names_the_figure_of_each_row_where_there_are_several) {
  const example of;
  const auto made = compare_reports(of.before, of.after, {compared_figure::cpu, compared_figure::memory});
  for (const int width : {60, 80, 120}) {
    const auto text = render_page_text(comparison_page(made, names), {.width = width});
    EXPECT_THAT(text, HasSubstr("  figure  "));
    EXPECT_THAT(text, HasSubstr("CPU"));
  }
  const auto text = render_page_text(comparison_page(made, names), {.width = 400});
  EXPECT_THAT(text, HasSubstr("MiB"));
  EXPECT_THAT(text, HasSubstr("all verdicts on a figure together hold at 95 %"));
  EXPECT_THAT(
      text,
      HasSubstr("CPU is the user and system time of a run, memory + is what the run added to its process; "
                "above 1× is more"));
  EXPECT_THAT(text, HasSubstr("the middle of those of all pairs of an old and a new round (Hodges–Lehmann)"));
  EXPECT_THAT(render_page_text(comparison_page(compare_reports(of.before, of.after), names), {}),
              ::testing::Not(HasSubstr("  figure ")));
}

TEST(render_comparison_json, has_null_where_there_is_no_interval) {
  const auto few = testing::tutorial_report();  // one round
  const auto document = boost::json::parse(render_comparison_json(compare_reports(few, few), names));
  const auto& first = document.at("comparisons").as_array().at(0);
  EXPECT_TRUE(first.at("interval").is_null());
  EXPECT_EQ(first.at("verdict"), "not resolved");
}

TEST(render_comparison_json, tells_the_cells_of_a_sweep_apart) {
  auto swept = testing::tutorial_report();
  swept.plan.sweeps = {{"tasks", {"10"}}};
  const auto document = boost::json::parse(render_comparison_json(compare_reports(swept, swept), names));
  EXPECT_EQ(document.at("comparisons").as_array().at(0).at("params").at("tasks"), "10");
}

TEST(comparison_page_as_markdown, gives_the_golden_file) {
  const example of;
  testing::expect_golden("comparison.md",
                         render_page_markdown(comparison_page(compare_reports(of.before, of.after), names)));
}

TEST(format_change, keeps_the_digits_that_a_few_percent_need) {
  EXPECT_EQ(format_change(1), "1.000");
  EXPECT_EQ(format_change(0.9876), "0.988");
  EXPECT_EQ(format_change(12.345), "12.3");
  EXPECT_EQ(format_change(0.012345), "0.0123");
}

}  // namespace
}  // namespace concbench
