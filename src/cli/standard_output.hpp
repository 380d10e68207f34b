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

/// Writes all of `text` to standard output. A reader that has gone, such as `head`, has seen what it wanted: that is no
/// error.
[[nodiscard]] inline std::error_code write_to_standard_output(std::string_view text) {
  const auto error = write_all(STDOUT_FILENO, text);
  return error == std::errc::broken_pipe ? std::error_code() : error;
}

/// The same for what a command is asked for: `name` is in the line on standard error when it fails, such as "the report".
[[nodiscard]] inline bool print(std::string_view text, std::string_view name) {
  const auto error = write_to_standard_output(text);
  if (error)
    std::cerr << fmt::format("concbench: cannot write {} to standard output: {}\n", name, error.message());
  return !error;
}

}  // namespace concbench::cli
