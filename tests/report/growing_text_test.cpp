// The text output as a run goes on.
#include "report/terminal/text.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "example_report.hpp"
#include "reading.hpp"
#include "swept_report.hpp"

namespace concbench {
namespace {

using testing::contains;
using testing::lines_of;

/// The names of the scenarios of a report, each once.
std::vector<std::string> scenarios_of(const report& from) {
  std::vector<std::string> names;
  for (const auto& each : from.cells)
    if (std::ranges::find(names, each.scenario) == names.end()) names.push_back(each.scenario);
  return names;
}

TEST(growing_text, is_in_the_end_what_is_shown_at_once) {
  const auto from = testing::full_report();
  growing_text text(false);
  std::string parts;
  for (const auto& each : scenarios_of(from)) parts += text.scenario(from, each, {});
  parts += text.rest(from, {});
  EXPECT_EQ(parts, render_text(from, {}));
}

TEST(growing_text, gives_of_a_scenario_that_ended_its_section_and_nothing_of_the_others) {
  const auto from = testing::full_report();
  growing_text text(false);
  const auto first = text.scenario(from, "sleep", {});
  EXPECT_TRUE(first.starts_with("concbench"));
  EXPECT_TRUE(contains(first, "── sleep"));
  EXPECT_FALSE(contains(first, "image-download"));
  const auto second = text.scenario(from, "image-download", {});
  EXPECT_TRUE(second.starts_with("\n── image-download"));
  EXPECT_FALSE(contains(second, first.substr(0, first.find('\n'))));
  EXPECT_FALSE(contains(text.rest(from, {}), "── sleep"));
}

TEST(growing_text, ends_in_what_is_of_the_whole_report) {
  const auto from = testing::full_report();
  growing_text text(false);
  for (const auto& each : scenarios_of(from)) {
    const auto part = text.scenario(from, each, {});
    EXPECT_FALSE(contains(part, "weak figures") || contains(part, "summary") ||
                 contains(part, "cells are ok"));
  }
  const auto rest = text.rest(from, {});
  for (const auto* each : {"summary", "cells are ok", "weak figures", "left out at this width"})
    EXPECT_TRUE(contains(rest, each)) << each;
}

TEST(growing_text, tells_of_an_interruption_after_the_sections_that_were_given) {
  auto from = testing::full_report();
  for (std::size_t i = 4; i < from.cells.size(); ++i) from.cells[i].samples.clear();
  growing_text text(false);
  text.scenario(from, "sleep", {});
  from.plan.interrupted = true;
  const auto rest = text.rest(from, {});
  EXPECT_TRUE(
      rest.starts_with("\nInterrupted: only what had finished is shown.\n"
                       "no counted sample yet: image-download, api-calls, file-io\n"));
  EXPECT_FALSE(contains(rest, "── sleep"));
}

TEST(growing_text, gives_all_lines_of_a_swept_scenario_together) {
  const auto from = testing::twice_swept_report();
  growing_text text(false);
  const auto name = from.cells.front().scenario;
  const auto part = text.scenario(from, name, {});
  const auto rest = text.rest(from, {});
  const auto count = [&](const std::string& in) {
    std::ptrdiff_t found = 0;
    for (const auto& line : lines_of(in)) found += line.starts_with("── " + name) ? 1 : 0;
    return found;
  };
  EXPECT_EQ(count(part), count(render_text(from, {})));
  EXPECT_GT(count(part), 1);
  EXPECT_EQ(count(rest), 0);
}

}  // namespace
}  // namespace concbench
