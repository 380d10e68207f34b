// A comparison as Markdown, for the comment under a pull request.
#pragma once

#include <string>
#include <vector>

#include "report/figures/regression_gate.hpp"
#include "report/pages/comparison_text.hpp"

namespace concbench {

/// The direction, the counts, and one table with all cells; verdicts stand out.
std::string render_comparison_markdown(const report_comparison& of, const report_names& names,
                                       const std::vector<gate_result>& gates = {});

}  // namespace concbench
