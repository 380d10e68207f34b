// How often this process has allocated memory, if the counting library (src/preload) was preloaded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace concbench {

/// Calls of malloc and the like so far, in all threads together; empty in a process that does not count them.
std::optional<std::uint64_t> allocation_count() noexcept;

/// Starts this program again in this process, with these arguments (its name first), and preloads the counting library.
/// Returns only when that fails. The reason is in words: the library is not where it was built or installed, or it was
/// preloaded and does not count.
std::string restart_counting(std::vector<std::string> arguments);

}  // namespace concbench
