// What control groups allow this process to use. The limits come from a container or a service manager.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "system/system_files.hpp"

namespace concbench {

/// CPU time that a group may use, in CPUs: 1.5 is 150 ms in every 100 ms.
struct cpu_quota {
  double cpus;
  std::string file;  ///< the file that sets it
};

/// How many processes and threads a group may have.
struct task_limit {
  std::uint64_t most;
  std::uint64_t present;  ///< how many it has now
  std::string file;       ///< the file that sets it
};

/// How much memory a group may use.
struct memory_limit {
  std::uint64_t bytes;
  std::uint64_t used;  ///< including its page cache
  std::string file;    ///< the file that sets it
};

/// The tightest limit of the process's own group and all groups above it that can be seen from here, because each of
/// them binds. Reads versions 1 and 2 of the interface. Empty when no group has a limit.
std::optional<cpu_quota> find_cpu_quota(const system_files& files);

/// The same for processes and threads. The tightest limit is the one with the fewest left.
std::optional<task_limit> find_task_limit(const system_files& files);

/// The same for memory. The tightest limit is the one with the least left.
std::optional<memory_limit> find_memory_limit(const system_files& files);

}  // namespace concbench
