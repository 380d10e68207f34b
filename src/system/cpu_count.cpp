// Counting: sysconf, the affinity mask, control groups.
#include "system/cpu_count.hpp"

#include <algorithm>
#include <cmath>

#include <sched.h>
#include <unistd.h>

#include "system/cgroup.hpp"

namespace concbench {

std::uint64_t cpu_count::usable() const {
  const auto least = std::min(online, affinity);
  if (quota <= 0) return std::max<std::uint64_t>(1, least);
  return std::max<std::uint64_t>(1, std::min(least, static_cast<std::uint64_t>(std::ceil(quota))));
}

std::uint64_t cpu_count::for_lanes(std::uint64_t concurrency) const {
  return std::min(usable(), concurrency);
}

cpu_count cpu_count::now(const system_files& files) {
  cpu_count count;
  count.online = static_cast<std::uint64_t>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
  cpu_set_t mask;
  CPU_ZERO(&mask);
  count.affinity = ::sched_getaffinity(0, sizeof mask, &mask) == 0
                       ? static_cast<std::uint64_t>(CPU_COUNT(&mask))
                       : count.online;
  if (const auto quota = find_cpu_quota(files)) count.quota = quota->cpus;
  return count;
}

}  // namespace concbench
