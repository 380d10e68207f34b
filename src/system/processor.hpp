// How the processor is set up, as far as times depend on it.
#pragma once

#include <optional>
#include <string>

#include "system/system_files.hpp"

namespace concbench {

/// What cannot be read is empty.
struct processor {
  std::optional<std::string> model;
  std::optional<std::string> governor;    ///< "performance"; all that are in use, when CPUs differ
  std::optional<bool> turbo;              ///< may run faster than its nominal frequency
  std::optional<std::string> turbo_file;  ///< what switches that
  std::optional<bool> smt;                ///< some CPUs share a core
  std::optional<bool> virtual_machine;    ///< a hypervisor owns the real one

  static processor now(const system_files& files = system_files());
};

}  // namespace concbench
