// The clock of all measurements: monotonic, in nanoseconds. Reading it takes about 26 ns.
#pragma once

#include <chrono>
#include <cstdint>

namespace concbench {

using duration = std::chrono::nanoseconds;
using clock = std::chrono::steady_clock;

/// Nanoseconds since some fixed moment, which stays the same until the machine restarts.
inline std::int64_t now_ns() noexcept {
  return std::chrono::duration_cast<duration>(clock::now().time_since_epoch()).count();
}

/// Runs `work` and returns how long it took.
template <class Work>
duration time_of(Work&& work) {
  const auto start = clock::now();
  work();
  return clock::now() - start;
}

}  // namespace concbench
