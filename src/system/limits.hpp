// Limits of the system that a benchmark can reach.
#pragma once

#include <string>
#include <system_error>

#include "system/system_files.hpp"

namespace concbench {

/// The value of each limit: a whole number, "unlimited", or "unknown" where it cannot be read.
struct system_limits {
  std::string open_files;   ///< of a process (soft limit)
  std::string processes;    ///< of this user, threads included (soft limit)
  std::string maps;         ///< memory mappings of a process
  std::string addresses;    ///< address space of a process, in KiB (soft limit)
  std::string pids;         ///< process and thread ids
  std::string threads;      ///< threads of the whole system
  std::string cgroup_pids;  ///< processes and threads, the tightest of the control groups

  static system_limits now(const system_files& files = system_files());
};

/// Raises the soft limit of open files to the hard limit, for this process and its children.
void raise_open_files_limit();

/// Whether the stack of this process may grow as far as the program needs. Tries to raise a soft limit that is too low.
bool has_room_for_stack();

/// The limits that can make the system refuse a thread, with their values. For the message when it refused one.
std::string thread_limits();

/// Why this process cannot start any thread; empty when it can. Container engines from before 2021 answer unknown
/// system calls, such as clone3 (Linux 5.3), with EPERM. The C library (glibc 2.34 and newer) falls back to clone only
/// after ENOSYS.
std::string no_threads();

/// Why a thread was refused, as the end of a message. It is `no_threads`, or the error with the limits that may have
/// caused it and with `advice`, such as "lower -c".
std::string thread_refusal(const std::system_error& error, const std::string& advice = "");

/// The limits that can make the system refuse a process, or the channel to it, with their values.
std::string process_limits();

}  // namespace concbench
