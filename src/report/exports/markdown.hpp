// The report as GitHub Markdown, for an issue, a pull request or a README.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// Plan and machine, a table per scenario, with several scenarios the summary matrix, and the warnings. The
/// fastest is bold; texts from outside are escaped, so that they can neither break a table nor become links
/// or HTML.
std::string render_markdown(const report& result);

}  // namespace concbench
