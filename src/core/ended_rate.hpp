// How many tasks of a sample ended in a second.
#pragma once

#include <cstdint>

#include "core/report.hpp"

namespace concbench {

/// Tasks that ended ok, per second. In an open loop this is what ended while tasks still began: one straggler, such as a
/// task that runs into a time limit after all others, would otherwise stretch the time and lower the rate. `typical_ns`
/// is how long a task takes (the median): the tasks that had ended when the last one began are those that began so much
/// earlier. In a closed loop, and where fewer than half of the tasks had ended by then, it is over the whole run. 0: not
/// known.
double ended_per_second(const sample& of, std::int64_t typical_ns);

/// The same with the median of the sample.
inline double ended_per_second(const sample& of) {
  return ended_per_second(of, of.latency_ns.p50);
}

}  // namespace concbench
