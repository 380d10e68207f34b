// What the machine is and how it is set up: the part of a report that lets a reader judge its figures.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace concbench {

/// One fact about the machine or the build: a name fit for JSON and its value.
struct fact {
  std::string name;  ///< snake_case, with its unit: "memory_bytes"
  std::string value;
  bool number = false;  ///< value is a JSON number
};

using environment = std::vector<fact>;

/// CPUs that this process may use: the least of what is online, its affinity mask and its cgroup's quota,
/// rounded up.
struct cpu_count {
  std::uint64_t online = 1;
  std::uint64_t affinity = 1;
  double quota = 0;  ///< in CPUs; 0: none
  std::uint64_t usable() const;
  static cpu_count now();
};

/// CPU, memory, kernel, governor, load, limits, timer slack, clock source.
environment read_machine();

}  // namespace concbench
