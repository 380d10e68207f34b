// The report as JSON: everything that was measured, for other programs and for later.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// All of `result`, and what its samples come to ("results", "warnings": derived, and not read back). Laid
/// out to be read by people too: each sample stands on a line of its own. Ends in a newline.
std::string render_json(const report& result);

}  // namespace concbench
