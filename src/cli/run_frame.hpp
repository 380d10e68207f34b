// What surrounds the work of a manager, whichever subcommand wants it done.
#pragma once

#include <memory>

#include "core/report.hpp"
#include "system/claimed_folder.hpp"

namespace concbench::cli {

/// A report that knows its tool, its build, its machine and the time, and nothing else yet.
report new_report();

/// The private folder of a run, gone with the pointer. Throws usage_error where none can be made.
std::unique_ptr<claimed_folder> make_scratch();

/// 0 when every cell is ok or n/a, 1 when some are not, 130 after Ctrl-C.
int exit_code(const report& result);

}  // namespace concbench::cli
