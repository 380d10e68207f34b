// Limits and what is in use, from getrlimit, /proc and the control group.
#include "system/task_capacity.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string_view>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace concbench {
namespace {

constexpr std::uint64_t least_reserve = 1'000;
constexpr std::uint64_t most_ids =
    4'194'304;  // the kernel's own bound for pid_max on 64 bits (PID_MAX_LIMIT)

std::optional<std::uint64_t> number_in(const std::string& path) {
  std::ifstream file(path);
  std::uint64_t value = 0;
  if (file >> value) return value;
  return {};  // not there, or "max"
}

/// The number after "Name:" in a file of such lines.
std::optional<std::uint64_t> field_in(const std::string& path, std::string_view name) {
  std::ifstream file(path);
  for (std::string word; file >> word;) {
    std::uint64_t value = 0;
    if (word == name && file >> value) return value;
  }
  return {};
}

/// The fourth field of /proc/loadavg is "runnable/all".
std::uint64_t count_all_threads() {
  std::ifstream file("/proc/loadavg");
  std::string skipped;
  std::uint64_t all = 0;
  file >> skipped >> skipped >> skipped;
  file.ignore(std::numeric_limits<std::streamsize>::max(), '/');
  file >> all;
  return all;
}

std::uint64_t count_threads_of_user() {
  std::uint64_t threads = 0;
  std::error_code gone;
  for (const auto& each : std::filesystem::directory_iterator("/proc", gone)) {
    const auto& path = each.path().native();
    struct stat owner {};
    if (path.find_first_of("0123456789") != sizeof "/proc/" - 1 || ::stat(path.c_str(), &owner) != 0 ||
        owner.st_uid != ::getuid())
      continue;
    threads += field_in(path + "/status", "Threads:").value_or(0);
  }
  return threads;
}

/// Root is not held to RLIMIT_NPROC (kernel/fork.c: INIT_USER and CAP_SYS_RESOURCE).
std::optional<std::uint64_t> user_limit() {
  rlimit limit{};
  if (::getuid() == 0 || ::getrlimit(RLIMIT_NPROC, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return {};
  return limit.rlim_cur;
}

std::uint64_t less(std::uint64_t whole, std::uint64_t part) {
  return whole - std::min(whole, part);
}

/// Folders of the process's control group and of the root that it sees, version 2 of the interface.
std::vector<std::string> group_folders() {
  std::vector<std::string> folders{"/sys/fs/cgroup"};
  std::ifstream file("/proc/self/cgroup");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("0::/") && line.size() > 4) folders.push_back(folders.front() + line.substr(3));
  return folders;
}

}  // namespace

capacity_facts capacity_facts::now() {
  capacity_facts facts;
  facts.pid_max = number_in("/proc/sys/kernel/pid_max");
  facts.threads_max = number_in("/proc/sys/kernel/threads-max");
  facts.threads_of_all = count_all_threads();
  facts.maps_max = number_in("/proc/sys/vm/max_map_count");
  facts.user_max = user_limit();
  if (facts.user_max) facts.threads_of_user = count_threads_of_user();
  if (const auto free = field_in("/proc/meminfo", "MemAvailable:")) facts.available_bytes = *free * 1024;
  for (const auto& folder : group_folders()) {
    if (const auto most = number_in(folder + "/pids.max")) {
      facts.group_max = most;
      facts.group_file = folder + "/pids.max";
      facts.threads_of_group = number_in(folder + "/pids.current").value_or(0);
    }
    if (const auto most = number_in(folder + "/memory.max"))
      facts.available_bytes = std::min(facts.available_bytes.value_or(*most),
                                       less(*most, number_in(folder + "/memory.current").value_or(0)));
  }
  return facts;
}

std::vector<capacity_limit> limits_of_threads(const capacity_facts& facts) {
  std::vector<capacity_limit> limits;
  // `raise` is a command with the value, four times the present one, in the place of {}.
  const auto add = [&](std::string name, std::optional<std::uint64_t> value, std::uint64_t taken,
                       std::uint64_t each, std::string_view raise) {
    if (!value) return;
    const auto more = fmt::format(fmt::runtime(raise), std::min(*value, most_ids / 4) * 4);
    limits.push_back({std::move(name), *value, less(*value, taken) / each, more});
  };
  const auto tenth = [](std::optional<std::uint64_t> value) { return value.value_or(0) / 10; };
  add("kernel.pid_max", facts.pid_max, facts.threads_of_all + std::max(tenth(facts.pid_max), least_reserve),
      1, "sudo sysctl kernel.pid_max={}");
  add("kernel.threads-max", facts.threads_max,
      facts.threads_of_all + std::max(tenth(facts.threads_max), least_reserve), 1,
      "sudo sysctl kernel.threads-max={}");
  add("vm.max_map_count", facts.maps_max, least_reserve, 2, "sudo sysctl vm.max_map_count={}");
  add("ulimit -u", facts.user_max, facts.threads_of_user + tenth(facts.user_max), 1,
      "sudo prlimit --pid $$ --nproc={}");
  add("cgroup pids.max", facts.group_max, facts.threads_of_group + tenth(facts.group_max), 1,
      "echo {} | sudo tee " + facts.group_file);
  std::ranges::stable_sort(limits, {}, &capacity_limit::room);
  return limits;
}

std::optional<capacity_limit> limit_of_memory(const capacity_facts& facts, double bytes_per_task) {
  if (!facts.available_bytes) return {};
  const auto half = static_cast<double>(*facts.available_bytes) / 2;
  return capacity_limit{"available memory", *facts.available_bytes,
                        static_cast<std::uint64_t>(half / std::max(1.0, bytes_per_task)),
                        "free memory, or add some: half of what is available is used at most"};
}

}  // namespace concbench
