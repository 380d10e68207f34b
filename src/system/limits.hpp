// Limits of the system that a benchmark runs into.
#pragma once

#include <string>

namespace concbench {

/// Raises the soft limit of open files to the hard one, for this process and its children.
void raise_open_files_limit();

/// The limits that can stop a thread from being made, with their values: for the message when one was
/// refused.
std::string thread_limits();

}  // namespace concbench
