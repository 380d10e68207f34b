// A comparison as JSON, for other programs.
#pragma once

#include <string>
#include <vector>

#include "report/figures/regression_gate.hpp"
#include "report/words/comparison_words.hpp"

namespace concbench {

/// {"old", "new", "gate", "comparisons": [{"scenario", "executor", "params", "figure", "ratio", "interval", "verdict",
/// "gate"}]}: what is held against what, and the interval as [low, high], or null where the rounds are too few. Where one
/// executor is compared with another, "executor" is the new one. Tasks and concurrency stand among the
/// parameters where a sweep made them some. "gate" is null without a gate, else {"verdict", "conditions":
/// [{"condition", "figure", "verdict", "text", "passed", "undecided", "failed", "broken", "changed"}]} with the numbers of
/// cells; in a comparison it is the verdict on it, or null where no condition is about its figure.
std::string render_comparison_json(const report_comparison& comparison, const report_names& names,
                                   const std::vector<gate_result>& gates = {});

}  // namespace concbench
