// How often this process has taken memory, where the counting library (src/preload) was preloaded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace concbench {

/// Calls of malloc and its kin so far, all threads together; empty in a process that does not count them.
std::optional<std::uint64_t> allocation_count() noexcept;

/// Starts this program anew in this process, with these arguments (its name first) and with the library
/// preloaded, so that it counts. Returns only when that cannot be, with the reason in words: the library is
/// not where it was built or installed, or was preloaded and yet does not count.
std::string restart_counting(std::vector<std::string> arguments);

}  // namespace concbench
