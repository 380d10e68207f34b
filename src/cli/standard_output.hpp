// What a command prints.
#pragma once

#include <iostream>
#include <string_view>

#include <fmt/format.h>
#include <unistd.h>

#include "system/output.hpp"

namespace concbench::cli {

/// Writes `text` to standard output. When that fails, says so on standard error with `name`, such as "the
/// report", and returns false. A reader that has gone, such as `head`, has seen what it wanted: that is no
/// failure.
[[nodiscard]] inline bool print(std::string_view text, std::string_view name) {
  const auto error = write_all(STDOUT_FILENO, text);
  if (!error || error == std::errc::broken_pipe) return true;
  std::cerr << fmt::format("concbench: cannot write {} to standard output: {}\n", name, error.message());
  return false;
}

}  // namespace concbench::cli
