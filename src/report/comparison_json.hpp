// A comparison as JSON, for other programs.
#pragma once

#include <string>

#include "report/report_comparison.hpp"

namespace concbench {

/// {"comparisons": [{"scenario", "executor", "params", "ratio", "interval", "verdict"}]}: the interval as
/// [low, high], or null where the rounds are too few. Where one executor is compared with another, "executor"
/// is the new one. Tasks and concurrency stand among the parameters where a sweep made them some.
std::string render_comparison_json(const report_comparison& of);

}  // namespace concbench
