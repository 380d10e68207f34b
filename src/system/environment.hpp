// What the machine is and how it is set up: the part of a report that lets a reader judge its figures.
#pragma once

#include <string>
#include <vector>

#include "system/system_files.hpp"

namespace concbench {

/// One fact about the machine or the build: a name fit for JSON and its value.
struct fact {
  std::string name;  ///< snake_case, with its unit: "memory_bytes"
  std::string value;
  bool number = false;  ///< value is a JSON number
};

using environment = std::vector<fact>;

/// The value of a fact that could not be read.
inline constexpr auto unknown_fact = "unknown";

/// CPUs and how they run, memory, kernel, clock, load, limits. What cannot be read is `unknown_fact`, never
/// guessed. `files` are where /proc and /sys are read; what system calls tell is this process's own.
environment read_machine(const system_files& files = system_files());

}  // namespace concbench
