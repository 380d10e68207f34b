// The machine, from /proc and /sys. What cannot be read is left out.
#include "system/environment.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>
#include <sstream>
#include <thread>

#include <fmt/format.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace concbench {
namespace {

std::optional<std::string> first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return {};
  return line;
}

/// The value of "name : value" in a file of such lines.
std::string field(const std::string& path, const std::string& name) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(name)) continue;
    const auto value = line.find_first_not_of(" \t:", name.size());
    return value == std::string::npos ? "" : line.substr(value);
  }
  return "";
}

/// cgroup v2 "max 100000" or "150000 100000"; 0 when there is no quota.
double cgroup_quota() {
  auto group = field("/proc/self/cgroup", "0::");
  if (group == "/" || group.empty()) group = "";
  for (const auto& path : {"/sys/fs/cgroup" + group + "/cpu.max", std::string("/sys/fs/cgroup/cpu.max")}) {
    std::istringstream line(first_line(path).value_or(""));
    double quota = 0;
    double period = 0;
    if (line >> quota >> period && period > 0) return quota / period;
  }
  return 0;
}

std::string limit_text(__rlimit_resource which) {
  rlimit limit{};
  ::getrlimit(which, &limit);
  return limit.rlim_cur == RLIM_INFINITY ? "unlimited" : fmt::format("{}", limit.rlim_cur);
}

}  // namespace

std::uint64_t cpu_count::usable() const {
  const auto least = std::min(online, affinity);
  if (quota <= 0) return std::max<std::uint64_t>(1, least);
  return std::max<std::uint64_t>(1, std::min(least, static_cast<std::uint64_t>(std::ceil(quota))));
}

cpu_count cpu_count::now() {
  cpu_count count;
  count.online = static_cast<std::uint64_t>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
  cpu_set_t mask;
  CPU_ZERO(&mask);
  count.affinity = ::sched_getaffinity(0, sizeof mask, &mask) == 0
                       ? static_cast<std::uint64_t>(CPU_COUNT(&mask))
                       : count.online;
  count.quota = cgroup_quota();
  return count;
}

environment read_machine() {
  environment facts;
  const auto text = [&](std::string name, std::string value) {
    if (!value.empty()) facts.push_back({std::move(name), std::move(value)});
  };
  const auto number = [&](std::string name, auto value) {
    facts.push_back({std::move(name), fmt::format("{}", value), true});
  };

  const auto cpus = cpu_count::now();
  text("cpu_model", field("/proc/cpuinfo", "model name"));
  number("cpus_online", cpus.online);
  number("cpus_affinity", cpus.affinity);
  number("cpus_quota", cpus.quota);
  number("cpus_usable", cpus.usable());
  struct sysinfo memory {};
  ::sysinfo(&memory);
  number("memory_bytes", std::uint64_t{memory.totalram} * memory.mem_unit);
  number("swap_used_bytes", std::uint64_t{memory.totalswap - memory.freeswap} * memory.mem_unit);
  utsname kernel{};
  ::uname(&kernel);
  text("kernel", fmt::format("{} {}", kernel.sysname, kernel.release));
  text("machine", kernel.machine);
  text("governor", first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").value_or("unknown"));
  text("clock_source",
       first_line("/sys/devices/system/clocksource/clocksource0/current_clocksource").value_or(""));
  number("timer_slack_ns", ::prctl(PR_GET_TIMERSLACK));
  double load = 0;
  if (std::istringstream(first_line("/proc/loadavg").value_or("")) >> load) number("load_1min", load);
  text("limit_open_files", limit_text(RLIMIT_NOFILE));
  text("limit_processes", limit_text(RLIMIT_NPROC));
  text("limit_maps", first_line("/proc/sys/vm/max_map_count").value_or(""));
  text("limit_pids", first_line("/proc/sys/kernel/pid_max").value_or(""));
  return facts;
}

}  // namespace concbench
