// How many tasks can be alive at once before a limit of the system stops a model: known before it is tried.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "system/system_files.hpp"

namespace concbench {

/// A limit, and what it leaves room for.
struct capacity_limit {
  std::string name;         ///< "kernel.pid_max"
  std::uint64_t value = 0;  ///< of the limit itself
  std::uint64_t room =
      0;              ///< threads (or tasks) that may be added, after what is in use and a reserve for others
  std::string raise;  ///< the command that raises it
  bool left_to_others = false;  ///< it is capacity_facts::share_of_ids that leaves no more room
};

/// What the limits are worked out from. Empty: no such limit, or it cannot be read.
struct capacity_facts {
  std::optional<std::uint64_t> pid_max = {};      ///< ids of the whole machine
  std::optional<std::uint64_t> threads_max = {};  ///< threads of the whole machine
  std::uint64_t threads_of_all = 0;               ///< in use
  std::optional<std::uint64_t> maps_max = {};     ///< memory mappings of a process
  double mappings_a_stack = 2;                    ///< of those, each further thread's: see stack_mappings.hpp
  std::optional<std::uint64_t> files_max = {};    ///< open files of a process (hard limit)
  std::optional<std::uint64_t> user_max = {};     ///< RLIMIT_NPROC; empty where it does not bind (root)
  std::uint64_t threads_of_user = 0;              ///< in use
  std::optional<std::uint64_t> group_max = {};    ///< pids.max of the control group
  std::uint64_t threads_of_group = 0;             ///< in use
  std::string group_file = {};                    ///< where that is set
  double share_of_ids =
      1;  ///< the part of the free ids that may be used: without any, no other program starts
  std::optional<std::uint64_t> available_bytes =
      {};  ///< memory: MemAvailable, or what the control group leaves

  static capacity_facts now(const system_files& files = system_files());
};

/// The limits on threads, each with its room, the tightest first. The reserve of machine-wide limits is a
/// tenth, at least 1,000: their last ids belong to the administrator who has to log in. Of the user's own and
/// the group's a tenth; of mappings 1,000, for libraries and heaps. Where stacks share mappings, so that one
/// takes less than half of one, mappings are no limit, and not among them.
std::vector<capacity_limit> limits_of_threads(const capacity_facts& facts);

/// The same for processes that one process holds a channel to each: mappings are their own, and its open
/// files are bounded, of which 100 are for all else.
std::vector<capacity_limit> limits_of_processes(const capacity_facts& facts);

/// What half of the available memory has room for at so many bytes a task. Empty when nothing is known.
std::optional<capacity_limit> limit_of_memory(const capacity_facts& facts, double bytes_per_task);

}  // namespace concbench
