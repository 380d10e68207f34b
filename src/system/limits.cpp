// Limits: setrlimit, /proc/sys and control groups.
#include "system/limits.hpp"

#include <cerrno>

#include <algorithm>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "system/cgroup.hpp"

namespace concbench {
namespace {

/// `unit`: how many the shell's `ulimit` counts as one.
std::string soft_limit(__rlimit_resource which, rlim_t unit = 1) {
  rlimit limit{};
  if (::getrlimit(which, &limit) != 0) return "unknown";
  return limit.rlim_cur == RLIM_INFINITY ? "unlimited" : fmt::format("{}", limit.rlim_cur / unit);
}

}  // namespace

system_limits system_limits::now(const system_files& files) {
  const auto in_file = [&](const char* path) { return files.line(path).value_or("unknown"); };
  const auto group = find_task_limit(files);
  return {.open_files = soft_limit(RLIMIT_NOFILE),
          .processes = soft_limit(RLIMIT_NPROC),
          .maps = in_file("/proc/sys/vm/max_map_count"),
          .addresses = soft_limit(RLIMIT_AS, 1024),
          .pids = in_file("/proc/sys/kernel/pid_max"),
          .threads = in_file("/proc/sys/kernel/threads-max"),
          .cgroup_pids = group ? fmt::format("{}", group->most) : "unlimited"};
}

void raise_open_files_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

bool has_room_for_stack() {
  constexpr rlim_t least = 128 * 1024;  // with 64 KiB, reading the command line overflowed it
  constexpr rlim_t usual = 8 << 20;     // threads of workers get as much, as elsewhere
  rlimit limit{};
  if (::getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= least) return true;
  limit.rlim_cur = std::min(limit.rlim_max, usual);
  return limit.rlim_cur >= least && ::setrlimit(RLIMIT_STACK, &limit) == 0;
}

std::string thread_limits() {
  const auto now = system_limits::now();
  return fmt::format(
      "ulimit -u {}, ulimit -v {}, vm.max_map_count {}, kernel.pid_max {}, kernel.threads-max {}, cgroup pids.max {}",
      now.processes, now.addresses, now.maps, now.pids, now.threads, now.cgroup_pids);
}

std::string no_threads() {
#ifdef SYS_clone3  // a C library that does not know it never calls it
  // Without arguments it makes nothing: EINVAL where it is allowed.
  if (::syscall(SYS_clone3, nullptr, 0) == -1 && errno == EPERM)
    return "a seccomp filter refuses clone3 with EPERM instead of ENOSYS, so that no thread can be started: run a newer "
           "container engine, or allow clone3 (Docker, Podman: --security-opt seccomp=unconfined)";
#endif
  return "";
}

std::string thread_refusal(const std::system_error& error, const std::string& advice) {
  if (auto none = no_threads(); !none.empty()) return none;
  return fmt::format("{} (limits: {}){}{}", error.code().message(), thread_limits(),
                     advice.empty() ? "" : "; ", advice);
}

std::string process_limits() {
  const auto now = system_limits::now();
  return fmt::format(
      "ulimit -u {}, ulimit -n {}, kernel.pid_max {}, kernel.threads-max {}, cgroup pids.max {}",
      now.processes, now.open_files, now.pids, now.threads, now.cgroup_pids);
}

}  // namespace concbench
