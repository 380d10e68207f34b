// The output of `concbench advise` for programs.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// {"tool", "started", "interrupted", "situations": [{"situation", "decided", "use", "least_cpu_time", "slower",
/// "not_measured", "scenarios"}], "not_measured", "other_executors"}. These are the judgements of figures/advice.hpp
/// under the same names, with times in nanoseconds and memory in bytes. A scenario is {"scenario", "params", "tasks",
/// "concurrency", "best", "losses", "behind", "savings", "rounds_needed", "busy_server"}. An interval is [low, high],
/// or null when there are too few rounds. An executor that is "behind" has "factor" and "interval" only when the
/// executor that it is slower than is the reference of the speedups. The text ends in a newline.
std::string render_advice_json(const report& result);

}  // namespace concbench
