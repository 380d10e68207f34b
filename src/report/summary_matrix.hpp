// All scenarios by all executors at a glance.
#pragma once

#include <string>
#include <vector>

#include "report/results.hpp"
#include "report/text_style.hpp"

namespace concbench {

/// The executors in the order in which the results first name them.
std::vector<std::string> executors_of(const std::vector<scenario_results>& results);

/// The cell of `executor`, or nothing.
const cell_result* find_cell(const scenario_results& group, const std::string& executor);

/// Rows are scenarios, columns executors, a cell is its median time or its status; the fastest of each row is
/// marked. Where not all executors fit, the rest follow in a further block.
std::vector<std::string> render_matrix(const std::vector<scenario_results>& results, const text_style& style);

}  // namespace concbench
