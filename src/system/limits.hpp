// Limits of the system that a benchmark runs into.
#pragma once

#include <string>

#include "system/system_files.hpp"

namespace concbench {

/// How much of each there may be: a whole number, "unlimited", or "unknown" where it cannot be read.
struct system_limits {
  std::string open_files;   ///< of a process (soft limit)
  std::string processes;    ///< of this user, threads included (soft limit)
  std::string maps;         ///< memory mappings of a process
  std::string pids;         ///< process and thread ids
  std::string threads;      ///< threads of the whole system
  std::string cgroup_pids;  ///< processes and threads of the tightest control group

  static system_limits now(const system_files& files = system_files());
};

/// Raises the soft limit of open files to the hard one, for this process and its children.
void raise_open_files_limit();

/// The limits that can stop a thread from being made, with their values: for the message when one was
/// refused.
std::string thread_limits();

/// The same for a process, and for the channel to it.
std::string process_limits();

}  // namespace concbench
