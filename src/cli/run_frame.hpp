// What is done around the work of a manager, in all subcommands that use one.
#pragma once

#include <memory>

#include "core/report.hpp"
#include "system/claimed_folder.hpp"

namespace concbench::cli {

/// A report that has only its tool, its build, its machine and the time.
report new_report();

/// Makes the private folder of a run, which is removed together with the pointer. Throws usage_error when it cannot be
/// made.
std::unique_ptr<claimed_folder> make_scratch();

/// 0 when every cell is ok or n/a, 1 when some are not, 130 after Ctrl-C.
int exit_code(const report& result);

}  // namespace concbench::cli
