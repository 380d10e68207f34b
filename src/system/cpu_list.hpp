// A set of CPUs that a process may use, or will be bound to.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <sched.h>

namespace concbench {

/// CPU numbers as the kernel writes them: "0,2-3". Numbers go up to 1023 (CPU_SETSIZE).
class cpu_list {
 public:
  /// The empty set.
  cpu_list() { CPU_ZERO(&cpus_); }

  /// Reads numbers and ranges, separated by commas. Empty when `text` is anything else, or names no CPU.
  static std::optional<cpu_list> parse(std::string_view text);

  /// The CPUs that the calling thread may use: its affinity mask.
  static cpu_list usable();

  std::size_t size() const { return static_cast<std::size_t>(CPU_COUNT(&cpus_)); }
  bool empty() const { return size() == 0; }
  bool contains(const cpu_list& others) const;
  /// The numbers in ascending order, neighbours joined: "0,2-3". Empty for the empty set.
  std::string text() const;

  /// Binds the calling process, and all processes that it starts. Call it before the process has further threads. It is
  /// safe between fork and exec. Returns false and sets errno when the kernel refuses: CPUs that are offline or not
  /// allowed.
  bool bind() const noexcept { return ::sched_setaffinity(0, sizeof cpus_, &cpus_) == 0; }

 private:
  cpu_set_t cpus_;
};

}  // namespace concbench
