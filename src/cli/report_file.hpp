// Exported reports as arguments of commands.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench::cli {

/// The report in the file `path`, which may be a pipe such as <(command). Throws usage_error: one line that names the
/// file and what is wrong with it.
report read_report_file(const std::string& path);

/// The same for commands that show reports. It also refuses a report without a counted sample, unless the run was
/// interrupted.
report read_measured_report(const std::string& path);

}  // namespace concbench::cli
