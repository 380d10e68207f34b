// The sections of the text output: per scenario a title, the table, remarks and two bar charts.
#pragma once

#include <string>
#include <vector>

#include "report/results.hpp"
#include "report/text_style.hpp"

namespace concbench {

/// All sections, an empty line before each; their tables have the same columns.
std::vector<std::string> render_scenarios(const std::vector<scenario_results>& results,
                                          const text_style& style);

/// The executor's name as tables and charts show it: with a mark when its figures are those of a failed cell.
std::string marked_name(const cell_result& result);

}  // namespace concbench
