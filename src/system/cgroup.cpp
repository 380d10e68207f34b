// From /proc/self/cgroup to folders below /sys/fs/cgroup, and what is set there.
#include "system/cgroup.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

namespace concbench {
namespace {

/// Where the hierarchy with these controllers is mounted by convention; nothing when it lacks the one that is
/// wanted. Version 2 is the one without names.
std::vector<std::string> mounts_of(const std::string& controllers, const std::string& wanted) {
  if (controllers.empty()) return {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"};
  if (("," + controllers + ",").find("," + wanted + ",") == std::string::npos) return {};
  return {"/sys/fs/cgroup/" + controllers, "/sys/fs/cgroup/" + wanted};
}

/// The folders of the process's group and of those above it. In a container the group's own path may not be
/// visible; the mount's root is then the container's.
std::vector<std::string> folders_of(const system_files& files, const std::string& controller) {
  std::vector<std::string> folders;
  for (const auto& each : files.lines("/proc/self/cgroup")) {  // "0::/a/b" or "3:cpu,cpuacct:/a/b"
    const auto first = each.find(':');
    const auto second = each.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    for (const auto& mount : mounts_of(each.substr(first + 1, second - first - 1), controller)) {
      auto group = each.substr(second + 1);
      if (!group.starts_with("/")) continue;
      for (; !group.empty(); group.erase(group.rfind('/')))
        if (group != "/") folders.push_back(mount + group);
      folders.push_back(mount);
    }
  }
  return folders;
}

std::optional<cpu_quota> quota_in(const system_files& files, const std::string& folder) {
  double quota = 0;
  double period = 0;
  if (const auto two = files.line(folder + "/cpu.max")) {  // "150000 100000" or "max 100000"
    std::istringstream line(*two);
    if (line >> quota >> period && period > 0) return cpu_quota{quota / period, folder + "/cpu.max"};
    return {};
  }
  const auto in_file = [&](const char* name) {
    std::istringstream line(files.line(folder + name).value_or(""));
    double value = 0;
    return line >> value ? value : 0;  // -1: no quota
  };
  quota = in_file("/cpu.cfs_quota_us");
  period = in_file("/cpu.cfs_period_us");
  if (quota <= 0 || period <= 0) return {};
  return cpu_quota{quota / period, folder + "/cpu.cfs_quota_us"};
}

std::optional<task_limit> tasks_in(const system_files& files, const std::string& folder) {
  const auto most = files.number(folder + "/pids.max");  // or "max"
  if (!most) return {};
  return task_limit{*most, files.number(folder + "/pids.current").value_or(0), folder + "/pids.max"};
}

std::optional<memory_limit> memory_in(const system_files& files, const std::string& folder) {
  for (const auto& [most, used] : {std::pair("/memory.max", "/memory.current"),
                                   std::pair("/memory.limit_in_bytes", "/memory.usage_in_bytes")})
    if (const auto bytes = files.number(folder + most))
      return memory_limit{*bytes, files.number(folder + used).value_or(0), folder + most};
  return {};
}

/// The least that `read` finds in any of the folders.
template <class Limit, class Key>
std::optional<Limit> least(const system_files& files, const std::string& controller,
                           std::optional<Limit> (*read)(const system_files&, const std::string&), Key key) {
  std::optional<Limit> tightest;
  for (const auto& folder : folders_of(files, controller))
    if (auto found = read(files, folder); found && (!tightest || key(*found) < key(*tightest)))
      tightest = std::move(found);
  return tightest;
}

}  // namespace

std::optional<cpu_quota> find_cpu_quota(const system_files& files) {
  return least(files, "cpu", quota_in, [](const cpu_quota& each) { return each.cpus; });
}

std::optional<task_limit> find_task_limit(const system_files& files) {
  return least(files, "pids", tasks_in,
               [](const task_limit& each) { return each.most - std::min(each.most, each.present); });
}

std::optional<memory_limit> find_memory_limit(const system_files& files) {
  return least(files, "memory", memory_in,
               [](const memory_limit& each) { return each.bytes - std::min(each.bytes, each.used); });
}

}  // namespace concbench
