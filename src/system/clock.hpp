// The one clock of every measurement: monotonic, nanoseconds, about 26 ns a read.
#pragma once

#include <chrono>
#include <cstdint>

namespace concbench {

using duration = std::chrono::nanoseconds;
using clock = std::chrono::steady_clock;

/// Nanoseconds since an arbitrary start that is fixed while the machine is up.
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
