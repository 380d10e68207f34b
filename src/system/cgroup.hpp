// What control groups allow this process: a container's limits, or a service manager's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "system/system_files.hpp"

namespace concbench {

/// CPU time that a group may use, in CPUs: 1.5 is 150 ms in every 100 ms.
struct cpu_quota {
  double cpus;
  std::string file;  ///< where it is set
};

/// Processes and threads that a group may have.
struct task_limit {
  std::uint64_t most;
  std::uint64_t present;  ///< those it has now
  std::string file;       ///< where it is set
};

/// Memory that a group may use.
struct memory_limit {
  std::uint64_t bytes;
  std::uint64_t used;  ///< its page cache included
  std::string file;    ///< where it is set
};

/// The tightest limit of the process's own group and all groups above it, as far as they are seen from here:
/// each binds. Version 2 of the interface and version 1. Empty when no group has one.
std::optional<cpu_quota> find_cpu_quota(const system_files& files);

/// The same for tasks; the tightest is the one with the fewest left.
std::optional<task_limit> find_task_limit(const system_files& files);

/// The same for memory; the tightest is the one with the least left.
std::optional<memory_limit> find_memory_limit(const system_files& files);

}  // namespace concbench
