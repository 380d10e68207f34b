// The settings of the processor that affect times.
#pragma once

#include <optional>
#include <string>

#include "system/system_files.hpp"

namespace concbench {

/// What cannot be read is empty.
struct processor {
  std::optional<std::string> model;
  std::optional<std::string> governor;    ///< "performance"; all values in use, when the CPUs differ
  std::optional<bool> turbo;              ///< it may run faster than its nominal frequency
  std::optional<std::string> turbo_file;  ///< the file that switches it
  std::optional<bool> smt;                ///< some CPUs share a core
  std::optional<bool> virtual_machine;    ///< this is a virtual machine

  static processor now(const system_files& files = system_files());
};

}  // namespace concbench
