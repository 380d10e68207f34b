// Writes what a command prints.
#pragma once

#include <iostream>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "system/output.hpp"

namespace concbench::cli {

/// Whether the caller gave this program a standard output that can be written to.
inline bool has_standard_output() {
  const int flags = ::fcntl(STDOUT_FILENO, F_GETFL);
  return flags != -1 &&
         (flags & O_ACCMODE) != O_RDONLY;  // occupy_standard_streams() opens a closed one for reading
}

/// Whether `error` means that something is missing in the output. A reader that closes the pipe early, such as `head`,
/// has all that it wants.
inline bool is_fault(std::error_code error) {
  return error && error != std::errc::broken_pipe;
}

/// Writes all of `text` to standard output.
[[nodiscard]] inline std::error_code write_to_standard_output(std::string_view text) {
  const auto error = write_all(STDOUT_FILENO, text);
  return is_fault(error) ? error : std::error_code();
}

/// Returns whether there was no error that matters. Otherwise writes a line about it on standard error. `name` is what
/// was written, such as "the report".
[[nodiscard]] inline bool went_well(std::error_code error, std::string_view name) {
  if (is_fault(error))
    std::cerr << fmt::format("concbench: cannot write {} to standard output: {}\n", name, error.message());
  return !is_fault(error);
}

/// Writes `text` to standard output, and reports an error. For the main output of a command.
[[nodiscard]] inline bool print(std::string_view text, std::string_view name) {
  return went_well(write_to_standard_output(text), name);
}

}  // namespace concbench::cli
