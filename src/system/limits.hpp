// Limits of the system that a benchmark runs into.
#pragma once

#include <string>
#include <system_error>

#include "system/system_files.hpp"

namespace concbench {

/// How much of each there may be: a whole number, "unlimited", or "unknown" where it cannot be read.
struct system_limits {
  std::string open_files;   ///< of a process (soft limit)
  std::string processes;    ///< of this user, threads included (soft limit)
  std::string maps;         ///< memory mappings of a process
  std::string addresses;    ///< address space of a process in KiB (soft limit)
  std::string pids;         ///< process and thread ids
  std::string threads;      ///< threads of the whole system
  std::string cgroup_pids;  ///< processes and threads of the tightest control group

  static system_limits now(const system_files& files = system_files());
};

/// Raises the soft limit of open files to the hard one, for this process and its children.
void raise_open_files_limit();

/// Whether the stack of this process may grow as far as the program needs. Tries to raise a soft limit that
/// is too low.
bool has_room_for_stack();

/// The limits that can stop a thread from being made, with their values: for the message when one was
/// refused.
std::string thread_limits();

/// Why this process may start no thread at all; empty when it may. Container engines from before 2021 answer
/// system calls that they do not know, clone3 (Linux 5.3) among them, with EPERM; the C library (glibc 2.34
/// and newer) goes back to clone for ENOSYS alone.
std::string no_threads();

/// Why a thread was refused, for the end of a message: `no_threads`, or the error with the limits that may
/// have caused it, and `advice`: "lower -c".
std::string thread_refusal(const std::system_error& error, const std::string& advice = "");

/// The same for a process, and for the channel to it.
std::string process_limits();

}  // namespace concbench
