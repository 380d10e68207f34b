// The columns of the tables of scenarios, which have a row per executor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/figures/results.hpp"
#include "report/words/ink.hpp"

namespace concbench {

/// The executor's name as tables and charts show it: with a mark when its figures are those of a failed or
/// saturated cell.
std::string marked_name(const cell_result& result);

/// `best` for the fastest and who was not told apart from it, red for failures, dim for what is n/a.
ink ink_of(const cell_result& result);

/// A column, and its text for a cell that has figures.
struct figure_column {
  std::string_view title;
  int importance;
  std::string (*text)(const cell_result&);
  std::string_view meaning =
      {};  ///< for the legend, where the title does not say it: "memory: the most that …"
};

/// All columns, of closed or of open loops; the first one's figure is what is compared.
const std::vector<figure_column>& figure_columns(const plan& asked);

/// Those of them that hold a figure in at least one cell: no min…max of one round, no speedups of one executor, no errors
/// where none were allowed.
std::vector<const figure_column*> filled_columns(const std::vector<scenario_results>& results,
                                                 const plan& asked);

}  // namespace concbench
