// A comparison as JSON, for other programs.
#pragma once

#include <string>
#include <vector>

#include "report/figures/regression_gate.hpp"
#include "report/words/comparison_words.hpp"

namespace concbench {

/// {"old", "new", "gate", "comparisons": [{"scenario", "executor", "params", "figure", "measured", "ratio", "interval",
/// "verdict", "gate"}]}. "old" and "new" name what is compared. "measured" is the figure whose values make the ratio:
/// "peak-memory" when that is compared in place of the added memory, and otherwise the same as "figure". An interval is
/// [low, high], or null when there are too few rounds. When one executor is compared with another, "executor" is the
/// new one. Tasks and concurrency are among the parameters when they were swept.
///
/// "gate" is null without a gate. Otherwise it is {"verdict", "conditions": [{"condition", "figure", "verdict", "text",
/// "passed", "undecided", "failed", "broken", "changed"}]} with numbers of cells. In a comparison "gate" is the verdict
/// on it, or null when no condition is about its figure.
std::string render_comparison_json(const report_comparison& comparison, const report_names& names,
                                   const std::vector<gate_result>& gates = {});

}  // namespace concbench
