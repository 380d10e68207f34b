// The output of `concbench doctor` for programs.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// {"tool", "started", "environment", "findings": [{"subject", "severity", "what", "meaning", "command"}], "noise"}.
/// "noise" is that of a report, with "floor" (a part; null when it was not measured) and "problem" (why it was not;
/// empty when it was). Keys and subjects stay the same in all versions. The text ends in a newline.
std::string render_doctor_json(const report& machine, const std::string& why_no_noise);

}  // namespace concbench
