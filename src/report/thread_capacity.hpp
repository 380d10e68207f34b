// How many threads a process of this machine can have at once, and which limit says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "system/environment.hpp"

namespace concbench {

struct thread_capacity {
  std::uint64_t threads;  ///< about: other programs' threads count against some of the limits
  std::string limit;      ///< "vm.max_map_count"
  std::string value;      ///< "65530"
  std::string command;    ///< raises it
};

/// The tightest of the limits among the facts; empty when none of them is known. A thread needs an id and two
/// memory mappings, its stack and the guard below it.
std::optional<thread_capacity> thread_capacity_of(const environment& facts);

}  // namespace concbench
