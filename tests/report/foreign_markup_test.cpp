// What others wrote into a report, on every page and in every format that a page or a report has: it is shown, and it
// is text.
#include <algorithm>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advised_report.hpp"
#include "cost_example.hpp"
#include "example_machines.hpp"
#include "example_report.hpp"
#include "report/exports/csv.hpp"
#include "report/exports/html.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/pages/advice_page.hpp"
#include "report/pages/comparison_page.hpp"
#include "report/pages/cost_page.hpp"
#include "report/pages/doctor_page.hpp"
#include "report/pages/run_page.hpp"
#include "report/pages/side_by_side_page.hpp"
#include "report/terminal/page_text.hpp"
#include "swept_report.hpp"

namespace concbench {
namespace {

using ::testing::HasSubstr;

/// It begins like a formula, and has an element, a column of a table, a link, and signs that a terminal obeys.
const std::string hostile =
    "=1+1 <u>mark</u> | [x](http://y) \x1b[31m\x07\r\n\xc2\x9b"
    "1m end";

/// The report with such a text wherever there is room for one. Names stay different from each other.
report with_hostile_texts(report from) {
  auto& asked = from.plan;
  for (auto* each : {&from.tool_version, &from.revision, &from.started, &asked.command, &asked.profile,
                     &asked.server, &asked.cpus, &asked.server_cpus})
    *each = hostile;
  asked.targets = {hostile};
  asked.workers = {{hostile, hostile}};
  asked.request.headers = {hostile};
  for (auto* names : {&asked.scenarios, &asked.executors})
    for (auto& each : *names) each = hostile + each;
  asked.baseline = hostile + asked.baseline;
  for (auto& each : from.environment) each.value = each.number ? each.value : hostile;
  from.environment.push_back({hostile, hostile});
  for (auto& each : from.scenarios) {
    each.name = hostile + each.name;
    for (auto& counted : each.counters) counted.remark = hostile + "{}";
  }
  for (auto& of : from.cells) {
    of.scenario = hostile + of.scenario;
    of.executor = hostile + of.executor;
    if (!of.reason.empty()) of.reason = hostile;
    of.params.set({hostile, hostile, hostile});
    for (auto& taken : of.samples) {
      if (!taken.reason.empty()) taken.reason = hostile;
      for (auto& each : taken.errors) each.reason = hostile + each.reason;
      taken.notes = {hostile};
    }
  }
  from.noise.scenario = from.noise.executor = hostile;
  return from;
}

page hostile_comparison() {
  const auto before = with_hostile_texts(testing::full_report());
  auto after = before;
  for (auto& each : after.cells[1].samples) each.wall_ns = each.wall_ns * 13 / 10;
  after.cells[6].tasks = 48;
  after.environment.back().value += " changed";
  return comparison_page(compare_reports(before, after), {hostile, hostile});
}

page hostile_side_by_side() {
  std::vector<named_report> both{{hostile, with_hostile_texts(testing::full_report())}};
  both.push_back(both.front());
  auto& other = both.back().report;
  testing::set_fact(other, "cpu_model", hostile + " changed");
  other.plan.server += " changed";
  other.cells[1].params.set({hostile, hostile, hostile + " changed"});
  other.cells.erase(other.cells.begin());
  return side_by_side_page(both);
}

page hostile_cost() {
  auto from = testing::example_costs();
  from.waiting = hostile + from.waiting;
  from.empty = hostile + from.empty;
  from.timed = with_hostile_texts(from.timed);
  from.counted = with_hostile_texts(from.counted);
  from.timed.cells.back().status = status::failed;
  from.timed.cells.back().reason = hostile;
  for (auto& each : from.limits) each.name = each.raise = hostile;
  for (auto& each : from.stopped) each.executor = each.limit.name = each.limit.raise = hostile;
  return cost_page(from);
}

page hostile_advice() {
  auto from = testing::empty_advised_report();
  testing::add_scenario(from, "wait", testing::waits());
  testing::add_scenario(from, "query", testing::waits(), 24, 0);
  testing::fail_some_tasks(from.cells[1]);
  from.scenarios = {{.name = "wait", .work = work_kind::waiting},
                    {.name = "query", .work = work_kind::database}};
  return advice_page(with_hostile_texts(std::move(from)));
}

/// The text without what stands in code, between backticks: markup is none there.
std::string without_code(const std::string& markdown) {
  std::string rest;
  for (std::size_t at = 0; at < markdown.size();) {
    const auto length = std::min(markdown.find_first_not_of('`', at), markdown.size()) - at;
    const auto end = length == 0 ? std::string::npos : markdown.find(std::string(length, '`'), at + length);
    if (end == std::string::npos) {
      rest += markdown[at++];
    } else {
      at = end + length;
    }
  }
  return rest;
}

/// How often `sign` stands in `line` without a backslash before it.
std::size_t count_unescaped(std::string_view line, char sign) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else {
      found += line[i] == sign;
    }
  }
  return found;
}

void expect_no_control_character(const std::string& output) {
  for (const char each : output) {
    if (each == '\n') continue;
    ASSERT_GE(static_cast<unsigned char>(each), 0x20) << output;
    ASSERT_NE(each, '\x7f') << output;
  }
  EXPECT_EQ(output.find("\xc2\x9b"), std::string::npos) << output;
  EXPECT_THAT(output, HasSubstr("mark"));
}

/// A page that is full of such texts.
struct hostile_page {
  std::string name;
  std::function<page()> make;
};

void PrintTo(const hostile_page& of, std::ostream* to) {
  *to << of.name;
}

class foreign_markup : public ::testing::TestWithParam<hostile_page> {
 protected:
  const page page_ = GetParam().make();
};

TEST_P(foreign_markup, reaches_no_terminal_as_anything_but_text) {
  for (const int width : {40, 80, 400})
    expect_no_control_character(render_page_text(page_, {.width = width}));
  expect_no_control_character(render_page_text(page_, {.unicode = false}));
}

TEST_P(foreign_markup, is_text_in_markdown_and_leaves_tables_whole) {
  const auto markdown = render_page_markdown(page_);
  expect_no_control_character(markdown);
  std::string_view rest = markdown;
  std::size_t columns = 0;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const auto signs = line.starts_with('|') ? count_unescaped(line, '|') : 0;
    if (columns != 0 && signs != 0) {
      EXPECT_EQ(signs, columns) << line;
    }
    columns = signs;
  }
  const auto text = without_code(markdown);
  EXPECT_EQ(count_unescaped(text, '<'), 0u) << text;
  EXPECT_EQ(count_unescaped(text, '['), 0u) << text;
}

TEST_P(foreign_markup, is_text_in_html) {
  const auto html = render_html(page_, {{hostile, hostile}});
  expect_no_control_character(html);
  EXPECT_EQ(html.find("<u>"), std::string::npos);
  EXPECT_EQ(html.find("href=\"http"), std::string::npos);
  EXPECT_THAT(html, HasSubstr("&lt;u&gt;mark&lt;/u&gt;"));
}

INSTANTIATE_TEST_SUITE_P(
    pages, foreign_markup,
    ::testing::Values(
        hostile_page{"run", [] { return run_page(with_hostile_texts(testing::full_report())); }},
        hostile_page{"open_loop", [] { return run_page(with_hostile_texts(testing::open_loop_report())); }},
        hostile_page{"sweep", [] { return run_page(with_hostile_texts(testing::swept_report())); }},
        hostile_page{"comparison", hostile_comparison}, hostile_page{"side_by_side", hostile_side_by_side},
        hostile_page{"cost", hostile_cost},
        hostile_page{"doctor",
                     [] { return doctor_page(with_hostile_texts(testing::troubled_machine()), hostile); }},
        hostile_page{"advice", hostile_advice}),
    [](const auto& of) { return of.param.name; });

TEST(foreign_markup_in_csv, is_no_formula_in_any_field_and_no_control_character) {
  auto from = with_hostile_texts(testing::full_report());
  const auto csv = render_csv(from);
  expect_no_control_character(csv);
  for (const auto* start : {",=", ",\"=", "\n=", "\n\"="})
    EXPECT_EQ(csv.find(start), std::string::npos) << start;
  EXPECT_THAT(csv, HasSubstr("'=1+1 <u>mark</u> |"));
}

}  // namespace
}  // namespace concbench
