// The sections of the text output: per scenario a title, the table, remarks and two bar charts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/figures/results.hpp"
#include "report/terminal/text_style.hpp"
#include "report/words/scenario_table.hpp"

namespace concbench {

/// What stands above a table: the work that the cells like `of` have in common. `concurrency` is the most
/// that any of them has.
std::vector<std::string> render_title(const cell& of, std::uint64_t concurrency, const text_style& style);

/// One section, an empty line before it.
std::vector<std::string> render_scenario(const scenario_results& group, const plan& asked,
                                         const scenario_tables& tables, const text_style& style);

}  // namespace concbench
