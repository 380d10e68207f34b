// What this process has used so far: CPU, switches, faults, memory, threads.
#pragma once

#include <cstdint>

#include <sys/time.h>
#include <sys/types.h>

#include "system/clock.hpp"

namespace concbench {

std::int64_t nanoseconds(const timeval& time);

/// Counters of the calling process since it began, all its threads included (getrusage, RUSAGE_SELF).
struct resource_usage {
  std::int64_t cpu_user_ns = 0;  ///< the user/system split is tick-scaled; the sum is exact
  std::int64_t cpu_system_ns = 0;
  std::uint64_t voluntary_switches = 0;
  std::uint64_t involuntary_switches = 0;
  std::uint64_t minor_faults = 0;
  std::uint64_t major_faults = 0;

  static resource_usage now();
  resource_usage operator-(const resource_usage& earlier) const;
};

/// Memory of a process, from its /proc/PID/status.
struct memory_usage {
  std::uint64_t resident_bytes = 0;       ///< VmRSS
  std::uint64_t peak_resident_bytes = 0;  ///< VmHWM: not ru_maxrss, which a child inherits from its parent
  std::uint64_t page_table_bytes = 0;     ///< VmPTE
  std::uint64_t threads = 0;

  static memory_usage now();              ///< of the calling process
  static memory_usage of(pid_t process);  ///< all 0 when it has ended
};

/// Makes VmHWM start again from the present resident size. False where the kernel does not allow it.
bool reset_peak_memory();

/// CPU time of the calling process, exact.
duration process_cpu_time();

/// CPU time of another process of this machine, through its CPU clock; 0 when it is gone.
duration process_cpu_time(pid_t process);

}  // namespace concbench
