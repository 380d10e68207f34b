// How many tasks can be alive at once before a limit of the system stops a model. This is known without trying.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "system/system_files.hpp"

namespace concbench {

/// A limit, and how much it leaves.
struct capacity_limit {
  std::string name;         ///< "kernel.pid_max"
  std::uint64_t value = 0;  ///< of the limit itself
  /// Threads (or tasks) that may be added, after what is in use and a reserve for others.
  std::uint64_t room = 0;
  std::string raise;            ///< the command that raises it
  bool left_to_others = false;  ///< it is capacity_facts::share_of_ids that leaves no more
};

/// The facts from which the limits are computed. Empty: there is no such limit, or it cannot be read.
struct capacity_facts {
  std::optional<std::uint64_t> pid_max = {};      ///< ids of the whole machine
  std::optional<std::uint64_t> threads_max = {};  ///< threads of the whole machine
  std::uint64_t threads_of_all = 0;               ///< in use
  std::optional<std::uint64_t> maps_max = {};     ///< memory mappings of a process
  double mappings_a_stack = 2;  ///< how many of them each further thread takes: see stack_mappings.hpp
  std::optional<std::uint64_t> files_max = {};  ///< open files of a process (hard limit)
  std::optional<std::uint64_t> user_max = {};   ///< RLIMIT_NPROC; empty where it has no effect (root)
  std::uint64_t threads_of_user = 0;            ///< in use
  std::optional<std::uint64_t> group_max = {};  ///< pids.max of the control group
  std::uint64_t threads_of_group = 0;           ///< in use
  std::string group_file = {};                  ///< where that is set
  /// The part of the free ids that may be used: without any, no other program starts.
  double share_of_ids = 1;
  /// Memory: MemAvailable, or what the control group leaves.
  std::optional<std::uint64_t> available_bytes = {};

  static capacity_facts now(const system_files& files = system_files());
};

/// The limits on threads, each with how many may be added, the tightest first. Part of each is a reserve for others. Of
/// the limits of the whole machine this is a tenth, and at least 1,000: the last ids are for the administrator, who has
/// to log in. Of the limits of the user and the control group it is a tenth, and of mappings it is 1,000, for libraries
/// and heaps. Mappings are left out where stacks share them, so that a stack takes less than half a mapping.
std::vector<capacity_limit> limits_of_threads(const capacity_facts& facts);

/// The same for processes, when one process has a channel to each of them. Each process has mappings of its own. Open
/// files of the one process are a limit; 100 of them are a reserve.
std::vector<capacity_limit> limits_of_processes(const capacity_facts& facts);

/// How many tasks fit into half of the available memory when each takes `bytes_per_task`. Empty when the memory is not
/// known.
std::optional<capacity_limit> limit_of_memory(const capacity_facts& facts, double bytes_per_task);

}  // namespace concbench
