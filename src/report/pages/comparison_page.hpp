// A comparison as a page: what is compared, a table for each scenario, what was left out, and what the figures mean.
#pragma once

#include <vector>

#include "report/figures/regression_gate.hpp"
#include "report/pages/page.hpp"
#include "report/words/comparison_words.hpp"

namespace concbench {

/// `gates` are the conditions that the user gave, if any.
page comparison_page(const report_comparison& comparison, const report_names& names,
                     const std::vector<gate_result>& gates = {});

}  // namespace concbench
