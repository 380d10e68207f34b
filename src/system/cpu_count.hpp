// How many CPUs this process may use, and what decides that.
#pragma once

#include <cstdint>

#include "system/system_files.hpp"

namespace concbench {

/// CPUs that this process may use: the least of what is online, its affinity mask and its control groups'
/// quota, rounded up.
struct cpu_count {
  std::uint64_t online = 1;
  std::uint64_t affinity = 1;
  double quota = 0;  ///< in CPUs; 0: none
  std::uint64_t usable() const;

  /// How many threads or loops an executor takes that sizes itself by the CPUs: as many as are usable, and no more than
  /// there are lanes for them, `concurrency` ≥ 1.
  std::uint64_t for_lanes(std::uint64_t concurrency) const;

  static cpu_count now(const system_files& files = system_files());
};

}  // namespace concbench
