// The tables of the scenarios: a row per executor, a column per figure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/figures/results.hpp"
#include "report/terminal/table.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// The executor's name as tables and charts show it: with a mark when its figures are those of a failed or
/// saturated cell.
std::string marked_name(const cell_result& result);

/// Green for the fastest and who was not told apart from it, red for failures, dim for what is n/a.
ink ink_of(const cell_result& result);

/// A column, and its text for a cell that has figures.
struct figure_column {
  std::string_view title;
  int importance;
  std::string (*text)(const cell_result&, const text_style&);
  std::string_view meaning =
      {};  ///< for the legend, where the title does not say it: "memory: the most that …"
};

/// All columns, of closed or of open loops; the first one's figure is what is compared.
const std::vector<figure_column>& figure_columns(const plan& asked);

/// Those of them that hold a figure in at least one cell: no min…max of one round, no speedups of one executor, no errors
/// where none were allowed.
std::vector<const figure_column*> filled_columns(const std::vector<scenario_results>& results,
                                                 const plan& asked, const text_style& style);

/// The meanings of the filled columns that have one, but of those whose titles are in `left_out`.
std::vector<std::string> column_meanings(const std::vector<scenario_results>& results, const plan& asked,
                                         const std::vector<std::string>& left_out, const text_style& style);

/// Tables with the same columns for all scenarios of a report.
class scenario_tables {
 public:
  scenario_tables(const std::vector<scenario_results>& results, const plan& asked, const text_style& style);

  /// The lines of one scenario's table; in a cell without figures its status stands in their place.
  std::vector<std::string> render(const scenario_results& group) const;

  /// Titles of the columns that found no place.
  std::vector<std::string> left_out() const { return layout_.left_out(); }

 private:
  table_layout lay_out(const std::vector<scenario_results>& results) const;
  std::vector<table_row> rows_of(const scenario_results& group) const;

  text_style style_;
  std::vector<const figure_column*> columns_;
  table_layout layout_;
};

}  // namespace concbench
