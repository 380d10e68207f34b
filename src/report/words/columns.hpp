// The columns of scenario tables, which have one row for each executor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/figures/results.hpp"
#include "report/words/ink.hpp"

namespace concbench {

/// The executor's name in tables and charts. It has a mark when the figures are those of a failed or saturated cell.
std::string marked_name(const cell_result& result);

/// `best` for the fastest and those that cannot be told apart from it, red for failures, dim for n/a.
ink ink_of(const cell_result& result);

/// A speedup without its interval; in an open loop how many times lower a p99 is, and in a search for the highest rate
/// how many times higher a rate.
std::string ratio_alone_text(double ratio, const plan& asked);

/// The same with its interval.
std::string ratio_with_interval_text(const analysis::paired_speedup& ratio, const plan& asked);

/// What a table needs to have a column.
enum class column_need {
  a_figure,          ///< some cell has the figure
  a_comparison,      ///< some cell is compared with another one
  allowed_failures,  ///< some ok cell has tasks that failed; what failed in other cells is said below the table
};

/// A column, and its text for a cell with figures.
struct figure_column {
  std::string_view title;
  int importance;
  std::string (*text)(const cell_result&);
  std::string_view meaning = {};  ///< for the legend, when the title is not enough: "memory: the most that …"
  column_need need = column_need::a_figure;
  bool extremes = false;  ///< the least and the largest value of the figure whose median is compared
};

/// The columns that have a figure in at least one cell. The figure of the first one is what is compared. Left out are
/// min…max of a single round, speedups of a single executor, and errors when none were allowed.
std::vector<const figure_column*> filled_columns(const std::vector<scenario_results>& results,
                                                 const plan& asked);

}  // namespace concbench
