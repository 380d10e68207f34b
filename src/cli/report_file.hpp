// Exported reports as arguments.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench::cli {

/// The report in the file `path`; a pipe such as <(command) is fine too. Throws usage_error, one line that
/// names the file and what is wrong with it.
report read_report_file(const std::string& path);

/// The same for those who show it: refuses one without a counted sample as well, but that of a run that was interrupted.
report read_measured_report(const std::string& path);

}  // namespace concbench::cli
