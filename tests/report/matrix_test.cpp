// The matrix of scenarios and executors, where it is wider than the terminal.
#include "report/pages/matrix.hpp"

#include <gtest/gtest.h>

#include "example_report.hpp"
#include "reading.hpp"
#include "report/terminal/page_text.hpp"

namespace concbench {
namespace {

/// One scenario under these executors, each of which took a second.
report ran_under(const std::vector<std::string>& executors) {
  auto made = testing::empty_report();
  for (const auto& name : executors) {
    auto& cell = made.cells.emplace_back();
    cell.scenario = "sleep";
    cell.executor = name;
    auto& taken = cell.samples.emplace_back();
    taken.wall_ns = 1'000'000'000;
    taken.tasks_ok = 1;
  }
  return made;
}

std::vector<std::string> headers(const std::vector<std::string>& executors, int width) {
  const auto from = ran_under(executors);
  const auto results = results_of(from);
  const std::vector<matrix_row> rows{{"sleep", &results.front()}};
  std::vector<std::string> found;
  page made{.title = "t"};
  made.sections.push_back({.blocks = {matrix_table("scenario", rows, time_figure())}});
  for (auto& line : testing::lines_of(render_page_text(made, {.width = width})))
    if (line.starts_with("scenario")) found.push_back(line);
  return found;
}

TEST(matrix_table, goes_on_below_where_it_is_too_wide_and_keeps_the_order) {
  const auto found = headers({"sequential", "a-name-of-very-many-letters", "ab"}, 50);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_NE(found[0].find("sequential"), std::string::npos);
  EXPECT_EQ(found[0].find("ab"), std::string::npos);  // it would fit, before its turn
  EXPECT_LT(found[1].find("a-name-of-very-many-letters"), found[1].find("ab"));
}

TEST(matrix_table, is_one_table_where_there_is_room) {
  EXPECT_EQ(headers({"sequential", "threads", "coroutines"}, 80).size(), 1u);
}

TEST(matrix_table, ends_where_not_even_one_column_fits) {
  EXPECT_TRUE(headers({"a-name-of-very-many-letters"}, 12).empty());
}

}  // namespace
}  // namespace concbench
