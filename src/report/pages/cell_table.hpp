// The table of a scenario: a row for each executor, and a column for each figure.
#pragma once

#include <string>
#include <vector>

#include "report/figures/results.hpp"
#include "report/pages/page.hpp"
#include "report/words/columns.hpp"

namespace concbench {

/// What a row shows.
struct shown_cell {
  std::string executor;
  const cell_result* result;  ///< null when its report does not have the executor
  std::string report = {};    ///< the sign of its report; empty on a page of one report
};

/// A cell without figures shows its status in their place. On a page of several reports each row also has the sign of
/// its report, and the interval of the median of the first figure. All tables with these columns look alike.
page_table cell_table(const std::vector<shown_cell>& cells, const std::vector<const figure_column*>& columns);

}  // namespace concbench
