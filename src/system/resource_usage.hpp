// What this process has used so far: CPU time, context switches, page faults, memory, threads.
#pragma once

#include <cstdint>
#include <iosfwd>

#include <sys/time.h>
#include <sys/types.h>

#include "system/clock.hpp"

namespace concbench {

std::int64_t nanoseconds(const timeval& time);

/// Counters of a process since it began, including all its threads.
struct resource_usage {
  std::int64_t cpu_user_ns = 0;  ///< split by clock ticks: only the sum is exact
  std::int64_t cpu_system_ns = 0;
  std::uint64_t voluntary_switches = 0;
  std::uint64_t involuntary_switches = 0;
  std::uint64_t minor_faults = 0;
  std::uint64_t major_faults = 0;

  static resource_usage now();       ///< of the calling process (getrusage, RUSAGE_SELF)
  static resource_usage of_ended();  ///< of all children that it has reaped (RUSAGE_CHILDREN)
  /// From its CPU clock and /proc/PID; of its switches those of the main thread; all 0 when it has been reaped.
  static resource_usage of(pid_t process);
  resource_usage operator-(const resource_usage& earlier) const;
  resource_usage& operator+=(const resource_usage& other);
};

/// Memory of a process, from its /proc/PID/status.
struct memory_usage {
  std::uint64_t resident_bytes = 0;       ///< VmRSS
  std::uint64_t peak_resident_bytes = 0;  ///< VmHWM: not ru_maxrss, which a child inherits from its parent
  std::uint64_t file_bytes = 0;           ///< RssFile: mapped files, such as the program and its libraries
  std::uint64_t page_table_bytes = 0;     ///< VmPTE
  std::uint64_t threads = 0;

  static memory_usage now();              ///< of the calling process
  static memory_usage of(pid_t process);  ///< all 0 when it has ended
};

/// A process's share of the memory that is not of files (Pss - Pss_File, /proc/PID/smaps_rollup). A page that n
/// processes have counts as one n-th in each. 0 when the process has ended, or may not be read.
std::uint64_t proportional_memory(pid_t process);

/// The same from the text of /proc/PID/smaps. `proportional_memory` reads it where the kernel does not split the sum
/// (before Linux 5.3). In a partly written mapping of a file, private pages and the file's pages are assumed to be
/// shared alike. Shared memory (tmpfs, memfd) counts as a file.
std::uint64_t proportional_memory_of(std::istream& mappings);

/// Makes VmHWM begin again at the present resident size. Returns false where the kernel does not allow it.
bool reset_peak_memory();

/// Exact CPU time of the calling process.
duration process_cpu_time();

/// CPU time of another process of this machine, read from its CPU clock; 0 when the process has ended.
duration process_cpu_time(pid_t process);

}  // namespace concbench
