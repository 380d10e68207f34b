// A comparison as JSON, for other programs.
#pragma once

#include <string>

#include "report/comparison_text.hpp"

namespace concbench {

/// {"old", "new", "comparisons": [{"scenario", "executor", "params", "ratio", "interval", "verdict"}]}: what
/// is held against what, and the interval as [low, high], or null where the rounds are too few. Where one
/// executor is compared with another, "executor" is the new one. Tasks and concurrency stand among the
/// parameters where a sweep made them some.
std::string render_comparison_json(const report_comparison& of, const report_names& names);

}  // namespace concbench
