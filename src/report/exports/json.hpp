// The report as JSON: everything that was measured, for other programs and for later use.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// All of `result`, and what follows from its samples ("results" and "warnings", which are not read back). People can
/// read it too: each sample is on a line of its own. The text ends in a newline.
std::string render_json(const report& result);

}  // namespace concbench
