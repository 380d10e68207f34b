// What a command prints.
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

/// Whether `error` means that something was not written which should have been. A reader that has gone, such as
/// `head`, has seen what it wanted.
inline bool is_fault(std::error_code error) {
  return error && error != std::errc::broken_pipe;
}

/// Writes all of `text` to standard output.
[[nodiscard]] inline std::error_code write_to_standard_output(std::string_view text) {
  const auto error = write_all(STDOUT_FILENO, text);
  return is_fault(error) ? error : std::error_code();
}

/// Whether no error is to be told of. Tells of one in a line on standard error: `name` is what was to be written, such as
/// "the report".
[[nodiscard]] inline bool went_well(std::error_code error, std::string_view name) {
  if (is_fault(error))
    std::cerr << fmt::format("concbench: cannot write {} to standard output: {}\n", name, error.message());
  return !is_fault(error);
}

/// The two together, for what a command is asked for.
[[nodiscard]] inline bool print(std::string_view text, std::string_view name) {
  return went_well(write_to_standard_output(text), name);
}

}  // namespace concbench::cli
