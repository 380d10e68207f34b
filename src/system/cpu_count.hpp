// How many CPUs this process may use, and what limits them.
#pragma once

#include <cstdint>

#include "system/system_files.hpp"

namespace concbench {

/// CPUs that this process may use: the smallest of the number online, its affinity mask, and the quota of its control
/// groups (rounded up).
struct cpu_count {
  std::uint64_t online = 1;
  std::uint64_t affinity = 1;
  double quota = 0;  ///< in CPUs; 0: none
  std::uint64_t usable() const;

  /// How many threads or loops an executor uses that adapts to the CPUs: as many as there are usable CPUs, but no more
  /// than lanes. `concurrency` ≥ 1 is the number of lanes.
  std::uint64_t for_lanes(std::uint64_t concurrency) const;

  static cpu_count now(const system_files& files = system_files());
};

}  // namespace concbench
