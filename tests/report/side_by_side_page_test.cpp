// Several reports on one page, in all its formats.
#include "report/pages/side_by_side_page.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "example_report.hpp"
#include "golden.hpp"
#include "reading.hpp"
#include "report/exports/html.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/figures/side_by_side.hpp"
#include "report/pages/run_page.hpp"
#include "report/terminal/display_text.hpp"
#include "report/terminal/page_text.hpp"

namespace concbench {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

/// A report, and one of another machine which lacks an executor and a scenario, and has other work in a third one.
std::vector<named_report> two_reports() {
  std::vector<named_report> both{{"laptop.json", testing::full_report()},
                                 {"runs/server.json", testing::full_report()}};
  auto& other = both[1].report;
  other.tool_version = "0.2.0";
  testing::set_fact(other, "cpu_model", "Intel(R) Xeon(R) Processor");
  testing::set_fact(other, "kernel", "Linux 6.12.1");
  for (auto& each : other.cells) {
    if (each.scenario == "api-calls") each.params.set({"delay", std::int64_t{50'000'000}, "50ms"});
    if (each.scenario == "sleep")
      for (auto& taken : each.samples) taken.wall_ns = taken.wall_ns * 13 / 10;
  }
  std::erase_if(other.cells, [](const cell& each) {
    return each.scenario == "file-io" || (each.scenario == "sleep" && each.executor == "threads");
  });
  return both;
}

/// All charts of one kind, in the order of the page.
template <class Chart>
std::vector<Chart> all_charts(const page& of) {
  std::vector<Chart> found;
  for (const auto& row : testing::blocks_of<chart_row>(of))
    for (const auto& chart : row.charts)
      if (const auto* wanted = std::get_if<Chart>(&chart)) found.push_back(*wanted);
  return found;
}

const page_section& section_called(const page& of, std::string_view title) {
  return *std::ranges::find(of.sections, title, &page_section::title);
}

std::string text_of(const page& of) {
  return render_page_text(of, {.width = 400});
}

TEST(side_by_side_page, gives_the_golden_files) {
  const auto both = two_reports();
  const auto made = side_by_side_page(both);
  for (const int width : {60, 80, 120})
    testing::expect_golden(fmt::format("side_by_side_{}.txt", width),
                           render_page_text(made, {.width = width}));
  testing::expect_golden("side_by_side_80_ascii.txt",
                         render_page_text(made, {.width = 80, .unicode = false}));
  testing::expect_golden("side_by_side.md", render_page_markdown(made));
}

TEST(side_by_side_page, fits_any_width) {
  const auto both = two_reports();
  for (const int width : {40, 60, 80, 120}) {
    std::istringstream in(render_page_text(side_by_side_page(both), {.width = width, .colour = true}));
    for (std::string line; std::getline(in, line);) EXPECT_LE(display_width(line), width) << line;
  }
}

/// Expects the figures of an executor in a table of one report in its row of a table of several reports.
void expect_same_figures(const std::vector<page_cell>& row, const page_table& of, const std::string& sign,
                         const page_table& all) {
  const auto found = std::ranges::find_if(all.rows, [&](const std::vector<page_cell>& each) {
    return each[0].text == row[0].text && each[1].text == sign;
  });
  ASSERT_NE(found, all.rows.end()) << sign << ": " << row[0].text;
  if (row.size() < of.columns.size()) {  // no figures, only why not
    EXPECT_EQ((*found)[2].text, row[1].text);
    return;
  }
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (of.columns[i].title == "min…max") continue;  // the interval has its place
    const auto column = std::ranges::find(all.columns, of.columns[i].title, &page_column::title);
    ASSERT_NE(column, all.columns.end()) << of.columns[i].title;
    EXPECT_EQ((*found)[static_cast<std::size_t>(column - all.columns.begin())].text, row[i].text)
        << sign << ": " << row[0].text << ", " << of.columns[i].title;
  }
}

TEST(side_by_side_page, has_the_figures_of_each_report_to_the_digit) {
  const auto both = two_reports();
  const auto made = side_by_side_page(both);
  std::size_t tables = 0;
  for (std::size_t i = 0; i < both.size(); ++i)
    for (const auto& section : run_page(both[i].report).sections)
      for (const auto& table : testing::blocks_of<page_table>(page{.title = "", .sections = {section}})) {
        if (table.alike != "scenario") continue;
        ++tables;
        const auto all = testing::blocks_of<page_table>(
            page{.title = "", .sections = {section_called(made, section.title)}});
        ASSERT_EQ(all.size(), 1u) << section.title;
        for (const auto& row : table.rows) expect_same_figures(row, table, i == 0 ? "A" : "B", all.front());
      }
  EXPECT_EQ(tables, 7u) << "four scenarios of A, and three of B";
}

TEST(side_by_side_page, begins_with_what_the_reports_are) {
  const auto both = two_reports();
  const auto text = text_of(side_by_side_page(both));
  EXPECT_THAT(text,
              ContainsRegex("A +laptop.json, concbench 0.1.0 \\(03c179a\\), AMD EPYC 7763 64-Core "
                            "Processor, .*, standard profile, .*, 2026-03-14T09:26:53Z\n  \\$ concbench "
                            "run all\n"));
  EXPECT_THAT(text, ContainsRegex("B +runs/server.json, concbench 0.2.0 "));
}

TEST(side_by_side_page, says_of_each_fact_that_differs_which_report_has_what) {
  auto three = two_reports();
  three.push_back(three.front());
  const auto text = text_of(side_by_side_page(three));
  EXPECT_THAT(text, HasSubstr("\nkernel: Linux 6.1.0-18-amd64 in A, C; Linux 6.12.1 in B\n"));
  EXPECT_THAT(text, HasSubstr("\nCPU model: AMD EPYC 7763 64-Core Processor in A, C; Intel"));
  EXPECT_THAT(text, Not(HasSubstr("rounds: ")));
}

TEST(side_by_side_page, says_whether_times_can_be_compared) {
  const auto both = two_reports();
  EXPECT_THAT(text_of(side_by_side_page(both)),
              HasSubstr("The machines differ: do not compare times, CPU times or memory between them."));
  const std::vector<named_report> twice{both[0], both[0]};
  const auto text = text_of(side_by_side_page(twice));
  EXPECT_THAT(text, HasSubstr("The machine is the same, as far as the reports say"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "Program and machine are the same in all of them, and so is what was asked of all scenarios."));
}

TEST(side_by_side_page, leaves_the_verdict_to_compare) {
  const auto both = two_reports();
  EXPECT_THAT(text_of(side_by_side_page(both)), HasSubstr("concbench compare OLD NEW"));
}

TEST(side_by_side_page, explains_the_latencies_of_an_open_loop_and_of_few_tasks) {
  std::vector<named_report> both{{"a.json", testing::open_loop_report()},
                                 {"b.json", testing::open_loop_report()}};
  for (auto& of : both)
    for (auto& each : of.report.cells)
      for (auto& taken : each.samples) taken.tasks_ok = 99;
  const auto text = text_of(side_by_side_page(both));
  for (const auto* note :
       {"p50, p99, p99.9: from when a task was due", "once started: from when it began",
        "p99 lower: how many times lower than of the baseline of the same report",
        "p99 of fewer than 100 tasks: the slowest one", "p99.9 of fewer than 1000 tasks: the slowest one"})
    EXPECT_THAT(text, HasSubstr(note));
}

TEST(side_by_side_page, explains_a_question_mark_only_where_one_stands) {
  constexpr auto note = "? too few rounds for an interval";
  const std::vector<named_report> few{{"a.json", testing::tutorial_report()},
                                      {"b.json", testing::tutorial_report()}};
  EXPECT_THAT(text_of(side_by_side_page(few)), HasSubstr(note));
  EXPECT_THAT(text_of(side_by_side_page(two_reports())), Not(HasSubstr(note)));
}

TEST(side_by_side_page, names_what_a_report_does_not_have_and_draws_no_bar_of_it) {
  const auto both = two_reports();
  const auto made = side_by_side_page(both);
  EXPECT_THAT(text_of(made), ContainsRegex("\nthreads +B +not in this report\n"));
  const auto bars = all_charts<bar_chart>(made).front();
  const auto missing = std::ranges::find(bars.bars, "B threads", &bar_chart::bar::label);
  ASSERT_NE(missing, bars.bars.end());
  EXPECT_EQ(missing->value, 0);
  EXPECT_EQ(missing->figure, "not in this report");
  const auto& section = section_called(made, "file-io");
  const auto& said = std::get<statement>(section.blocks.front());
  EXPECT_EQ(said.who, "B");
  EXPECT_EQ(said.text, "not in this report");
  for (const auto& chart : all_charts<bar_chart>(page{.title = "", .sections = {section}}))
    for (const auto& each : chart.bars) EXPECT_EQ(each.series, "A");
}

TEST(side_by_side_page, warns_before_the_figures_of_other_work) {
  const auto both = two_reports();
  const auto made = side_by_side_page(both);
  const auto& said = std::get<statement>(section_called(made, "api-calls").blocks.front());
  EXPECT_EQ(said.who, "B");
  EXPECT_EQ(
      said.text,
      "this was run in another way than in A: delay '50ms' instead of '10ms'. Its times and speedups cannot be "
      "compared with those of A");
  EXPECT_EQ(said.tone, ink::strong);
  EXPECT_FALSE(std::holds_alternative<statement>(section_called(made, "image-download").blocks.front()));
}

TEST(side_by_side_page, warns_of_another_rate) {
  std::vector<named_report> both{{"a.json", testing::open_loop_report()},
                                 {"b.json", testing::open_loop_report()}};
  both[1].report.plan.rate = 400;
  const auto text = text_of(side_by_side_page(both));
  EXPECT_THAT(text, HasSubstr("B: this was run in another way than in A: rate 400/s instead of 200/s."));
  EXPECT_THAT(text, ContainsRegex("executor +report +p99 +interval"));
}

TEST(side_by_side_page, has_the_same_executor_of_all_reports_next_to_each_other_in_each_chart) {
  const auto both = two_reports();
  const auto made = side_by_side_page(both);
  for (const auto& chart :
       all_charts<bar_chart>(page{.title = "", .sections = {section_called(made, "sleep")}})) {
    std::vector<std::string> labels;
    for (const auto& each : chart.bars) labels.push_back(each.label);
    EXPECT_EQ(labels,
              (std::vector<std::string>{"A sequential", "B sequential", "A threads", "B threads",
                                        "A thread-pool", "B thread-pool", "A coroutines", "B coroutines"}));
    EXPECT_TRUE(chart.bars.front().range) << chart.title;
  }
}

TEST(side_by_side_page, draws_the_latencies_of_an_executor_where_two_reports_have_them) {
  const auto both = two_reports();
  const auto made = side_by_side_page(both);
  const auto curves = all_charts<curve_chart>(page{.title = "", .sections = {section_called(made, "sleep")}});
  ASSERT_EQ(curves.size(), 3u) << "threads is in one of them only";
  for (const auto& chart : curves) {
    ASSERT_EQ(chart.curves.size(), 2u);
    EXPECT_EQ(chart.curves[0].label, "A laptop.json");
    EXPECT_EQ(chart.curves[1].label, "B runs/server.json");
  }
}

TEST(side_by_side_page, tells_two_reports_of_one_name_apart) {
  const std::vector<named_report> twice{{"run.json", testing::full_report()},
                                        {"run.json", testing::full_report()}};
  const auto html = render_html(side_by_side_page(twice));
  EXPECT_THAT(html, HasSubstr(">A run.json</text>"));
  EXPECT_THAT(html, HasSubstr(">B run.json</text>"));
}

TEST(side_by_side_page, keeps_the_end_of_a_long_name_in_legends) {
  const std::vector<named_report> both{
      {std::string(80, 'x') + "/\xc3\x9c-laptop.json", testing::full_report()},
      {"b.json", testing::full_report()}};
  const auto chart = all_charts<bar_chart>(side_by_side_page(both)).front();
  EXPECT_THAT(chart.series.front().name, ::testing::EndsWith("xx/Ü-laptop.json"));
  EXPECT_THAT(chart.series.front().name, ::testing::StartsWith("…x"));
  EXPECT_EQ(display_width(chart.series.front().name), 37);
}

TEST(side_by_side_page, says_which_report_was_interrupted_or_of_an_unfit_build) {
  auto both = two_reports();
  both[1].report.plan.interrupted = true;
  testing::set_fact(both[0].report, "build_type", "Debug");
  const auto text = text_of(side_by_side_page(both));
  EXPECT_THAT(text, HasSubstr("A: WARNING: DEBUG BUILD"));
  EXPECT_THAT(text, HasSubstr("B: Interrupted: only what had finished."));
}

TEST(side_by_side_page_as_html, gives_each_report_a_colour_and_a_shape_of_its_own) {
  std::vector<named_report> most;
  for (std::size_t i = 0; i < most_reports_side_by_side; ++i)
    most.push_back({fmt::format("{}.json", i), testing::full_report()});
  const auto html = render_html(side_by_side_page(most));
  std::set<std::string> shapes;
  std::set<std::string> colours;
  std::size_t signs = 0;
  for (auto at = html.find("class=\"sign\""); at != std::string::npos;
       at = html.find("class=\"sign\"", at + 1), ++signs) {
    const auto between = [&](std::string_view from) {
      const auto first = html.find(from, at) + from.size();
      return html.substr(first, html.find('"', first) - first);
    };
    shapes.insert(between(" d=\""));
    colours.insert(between("class=\"dot "));
  }
  EXPECT_EQ(signs, most.size());
  EXPECT_EQ(shapes.size(), most.size());
  EXPECT_EQ(colours.size(), most.size());
}

}  // namespace
}  // namespace concbench
