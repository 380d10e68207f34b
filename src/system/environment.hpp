// The machine and its settings. With these facts a reader of a report can judge its figures.
#pragma once

#include <string>
#include <vector>

#include "system/system_files.hpp"

namespace concbench {

/// One fact about the machine or the build: a name that can be used in JSON, and its value.
struct fact {
  std::string name;  ///< snake_case, with its unit: "memory_bytes"
  std::string value;
  bool number = false;  ///< the value is a JSON number
};

using environment = std::vector<fact>;

/// The value of a fact that could not be read.
inline constexpr auto unknown_fact = "unknown";

/// Facts about CPUs and their speed, memory, kernel, clock, load and limits. What cannot be read is `unknown_fact`;
/// nothing is guessed. /proc and /sys are read through `files`; system calls give the facts of this process.
environment read_machine(const system_files& files = system_files());

}  // namespace concbench
