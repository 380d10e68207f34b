// What `concbench advise` says to programs.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// {"tool", "started", "interrupted", "situations": [{"situation", "decided", "use", "least_cpu_time", "slower", "not_measured",
/// "scenarios"}], "not_measured", "other_executors"}: the judgements of figures/advice.hpp by the names that they have there, times in
/// nanoseconds and memory in bytes. A scenario is {"scenario", "params", "tasks", "concurrency", "best", "losses", "savings",
/// "rounds_needed", "busy_server"}. Ends in a newline.
std::string render_advice_json(const report& result);

}  // namespace concbench
