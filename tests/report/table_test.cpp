// Tables in terminals of several widths.
#include "report/terminal/table.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

using lines = std::vector<std::string>;

const std::vector<table_column> columns{{"name"}, {"time", 3}, {"range", 1}, {"rate", 2}};
const std::vector<table_row> rows{{{"threads"}, {"1.5 s"}, {"1.4…1.6 s"}, {"7"}},
                                  {{"pool"}, {"900 µs"}, {"–"}, {"12.3k"}}};

lines rendered(const std::vector<table_row>& from, const text_style& style) {
  return table_layout(columns, from, style).render(from);
}

TEST(table, aligns_names_left_and_figures_right) {
  EXPECT_EQ(rendered(rows, {.width = 80}), (lines{"name       time      range   rate",  //
                                                  "threads   1.5 s  1.4…1.6 s      7",  //
                                                  "pool     900 µs          –  12.3k"}));
}

TEST(table, leaves_out_the_least_important_columns_when_narrow) {
  EXPECT_EQ(rendered(rows, {.width = 32}), (lines{"name       time   rate",  //
                                                  "threads   1.5 s      7",  //
                                                  "pool     900 µs  12.3k"}));
  EXPECT_EQ(table_layout(columns, rows, {.width = 32}).left_out(), lines{"range"});
  EXPECT_EQ(table_layout(columns, rows, {.width = 20}).left_out(), (lines{"range", "rate"}));
}

TEST(table, gives_a_place_that_is_too_small_to_a_narrower_column) {
  const std::vector<table_column> wide_first{{"name"}, {"a very wide column", 2}, {"x", 1}};
  EXPECT_EQ(table_layout(wide_first, {}, {.width = 10}).left_out(), lines{"a very wide column"});
}

TEST(table, lets_a_cell_beyond_the_last_column_run_on) {
  const std::vector<table_column> names{{"name"}};
  const std::vector<table_row> failed{{{"pool"}, {"FAILED 3 of 10 tasks"}}};
  EXPECT_EQ(table_layout(names, failed, {.width = 80}).render(failed),
            (lines{"name", "pool  FAILED 3 of 10 tasks"}));
}

TEST(table, lets_the_last_cell_of_a_short_row_run_on) {
  const std::vector<table_row> with_status{rows[0], {{"pool"}, {"FAILED 3 of 10 tasks"}}};
  EXPECT_EQ(rendered(with_status, {.width = 80})[2], "pool     FAILED 3 of 10 tasks");
  EXPECT_EQ(rendered(with_status, {.width = 24})[2], "pool     FAILED 3 of 10…");
}

TEST(table, cuts_a_name_rather_than_lose_the_figures) {
  const std::vector<table_row> long_name{{{std::string(40, 'n')}, {"1.5 s"}, {"–"}, {"7"}}};
  EXPECT_EQ(rendered(long_name, {.width = 44})[1], std::string(23, 'n') + "…  1.5 s      –     7");
}

TEST(table, cuts_no_name_for_which_there_is_room) {
  const std::vector<table_row> long_name{{{std::string(40, 'n')}, {"1.5 s"}, {"–"}, {"7"}}};
  EXPECT_EQ(rendered(long_name, {.width = 70})[1], std::string(40, 'n') + "  1.5 s      –     7");
  EXPECT_EQ(rendered(long_name, {.width = 55})[1], std::string(34, 'n') + "…  1.5 s      –     7");
}

TEST(table, paints_cells_without_moving_them) {
  const std::vector<table_row> painted{{{"threads", ink::good}, {"1.5 s", ink::bad}, {"–"}, {"7"}}};
  EXPECT_EQ(rendered(painted, {.width = 80, .colour = true})[1],
            "\x1b[32mthreads\x1b[0m  \x1b[31m1.5 s\x1b[0m      –     7");
}

}  // namespace
}  // namespace concbench
