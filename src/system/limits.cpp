// Limits: setrlimit and /proc/sys.
#include "system/limits.hpp"

#include <fstream>

#include <fmt/format.h>
#include <sys/resource.h>

namespace concbench {
namespace {

std::string first_word(const char* path) {
  std::string word = "unknown";
  std::ifstream(path) >> word;
  return word;
}

}  // namespace

void raise_open_files_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string thread_limits() {
  rlimit processes{};
  ::getrlimit(RLIMIT_NPROC, &processes);
  const auto own = processes.rlim_cur == RLIM_INFINITY ? "unlimited" : fmt::format("{}", processes.rlim_cur);
  return fmt::format(
      "ulimit -u {}, vm.max_map_count {}, kernel.pid_max {}, kernel.threads-max {}, cgroup pids.max {}", own,
      first_word("/proc/sys/vm/max_map_count"), first_word("/proc/sys/kernel/pid_max"),
      first_word("/proc/sys/kernel/threads-max"), first_word("/sys/fs/cgroup/pids.max"));
}

}  // namespace concbench
