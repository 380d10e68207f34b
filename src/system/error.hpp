// System errors in words: what was attempted, on what, and why it failed.
#pragma once

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace concbench {

/// Throws "cannot open '/x/y': No such file or directory", where `attempt` is the first half.
[[noreturn]] inline void throw_errno(const std::string& attempt, int error = errno) {
  throw std::runtime_error(attempt + ": " + std::generic_category().message(error));
}

}  // namespace concbench
