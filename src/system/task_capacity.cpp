// Limits and what is in use, from getrlimit, /proc and the control group.
#include "system/task_capacity.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "system/cgroup.hpp"
#include "system/stack_mappings.hpp"

namespace concbench {
namespace {

constexpr std::uint64_t least_reserve = 1'000;
constexpr std::uint64_t files_for_all_else = 100;
constexpr std::uint64_t most_ids =
    4'194'304;  // the kernel's own bound for pid_max on 64 bits (PID_MAX_LIMIT)

/// The number at the start of a text such as "1234 kB".
std::uint64_t number_of(const std::string& text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// The fourth field of /proc/loadavg is "runnable/all".
std::uint64_t count_all_threads(const system_files& files) {
  const auto load = files.line("/proc/loadavg").value_or("");
  return number_of(load.substr(load.find('/') + 1));
}

std::uint64_t count_threads_of_user(const system_files& files) {
  std::uint64_t threads = 0;
  const auto own = fmt::format("{}", ::getuid());
  for (const auto& process : files.names("/proc")) {
    if (process.find_first_not_of("0123456789") != std::string::npos) continue;
    const auto path = "/proc/" + process + "/status";
    const auto owner = files.field(path, "Uid").value_or("");  // real, effective, saved, file system
    if (owner.substr(0, owner.find('\t')) == own)
      threads += number_of(files.field(path, "Threads").value_or(""));
  }
  return threads;
}

/// The hard limit: workers raise the soft one.
std::optional<std::uint64_t> files_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max == RLIM_INFINITY) return {};
  return limit.rlim_max;
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

/// Leaves the part of the free ids that is not to be used to other programs.
void leave_to_others(capacity_limit& limit, std::uint64_t in_use, double share) {
  const auto allowed = static_cast<std::uint64_t>(static_cast<double>(less(limit.value, in_use)) * share);
  limit.left_to_others = allowed < limit.room;
  limit.room = std::min(limit.room, allowed);
}

/// `each`: how much of it a task takes. `raise` is a command with the value, four times the present one, in
/// the place of {}.
void add(std::vector<capacity_limit>& to, std::string name, std::optional<std::uint64_t> value,
         std::uint64_t taken, std::string_view raise, double each = 1) {
  if (!value) return;
  const auto more = fmt::format(fmt::runtime(raise), std::min(*value, most_ids / 4) * 4);
  const auto room = static_cast<std::uint64_t>(static_cast<double>(less(*value, taken)) / each);
  to.push_back({.name = std::move(name), .value = *value, .room = room, .raise = more});
}

/// Threads and processes have ids of the same kind.
std::vector<capacity_limit> limits_of_ids(const capacity_facts& facts) {
  std::vector<capacity_limit> limits;
  const auto tenth = [](std::optional<std::uint64_t> value) { return value.value_or(0) / 10; };
  add(limits, "kernel.pid_max", facts.pid_max,
      facts.threads_of_all + std::max(tenth(facts.pid_max), least_reserve), "sudo sysctl kernel.pid_max={}");
  add(limits, "kernel.threads-max", facts.threads_max,
      facts.threads_of_all + std::max(tenth(facts.threads_max), least_reserve),
      "sudo sysctl kernel.threads-max={}");
  add(limits, "ulimit -u", facts.user_max, facts.threads_of_user + tenth(facts.user_max),
      "sudo prlimit --pid $$ --nproc={}");
  add(limits, "cgroup pids.max", facts.group_max, facts.threads_of_group + tenth(facts.group_max),
      "echo {} | sudo tee " + facts.group_file);
  for (auto& each : limits)
    leave_to_others(each,
                    each.name == "ulimit -u"         ? facts.threads_of_user
                    : each.name == "cgroup pids.max" ? facts.threads_of_group
                                                     : facts.threads_of_all,
                    facts.share_of_ids);
  return limits;
}

}  // namespace

capacity_facts capacity_facts::now(const system_files& files) {
  capacity_facts facts;
  facts.pid_max = files.number("/proc/sys/kernel/pid_max");
  facts.threads_max = files.number("/proc/sys/kernel/threads-max");
  facts.threads_of_all = count_all_threads(files);
  facts.maps_max = files.number("/proc/sys/vm/max_map_count");
  facts.mappings_a_stack = concbench::mappings_a_stack();
  facts.files_max = files_limit();
  facts.user_max = user_limit();
  if (facts.user_max) facts.threads_of_user = count_threads_of_user(files);
  if (const auto group = find_task_limit(files)) {
    facts.group_max = group->most;
    facts.threads_of_group = group->present;
    facts.group_file = group->file;
  }
  if (const auto available = files.field("/proc/meminfo", "MemAvailable"))
    facts.available_bytes = number_of(*available) * 1024;
  if (const auto group = find_memory_limit(files)) {
    const auto left = less(group->bytes, group->used);
    facts.available_bytes = std::min(facts.available_bytes.value_or(left), left);
  }
  return facts;
}

std::vector<capacity_limit> limits_of_threads(const capacity_facts& facts) {
  auto limits = limits_of_ids(facts);
  if (facts.mappings_a_stack >= 0.5)
    add(limits, "vm.max_map_count", facts.maps_max, least_reserve, "sudo sysctl vm.max_map_count={}",
        facts.mappings_a_stack);
  std::ranges::stable_sort(limits, {}, &capacity_limit::room);
  return limits;
}

std::vector<capacity_limit> limits_of_processes(const capacity_facts& facts) {
  auto limits = limits_of_ids(facts);
  add(limits, "ulimit -Hn", facts.files_max, files_for_all_else, "sudo prlimit --pid $$ --nofile={}");
  std::ranges::stable_sort(limits, {}, &capacity_limit::room);
  return limits;
}

std::optional<capacity_limit> limit_of_memory(const capacity_facts& facts, double bytes_per_task) {
  if (!facts.available_bytes) return {};
  const auto half = static_cast<double>(*facts.available_bytes) / 2;
  return capacity_limit{.name = "available memory (bytes)",
                        .value = *facts.available_bytes,
                        .room = static_cast<std::uint64_t>(half / std::max(1.0, bytes_per_task)),
                        .raise = "free some, or add some: at most half of it is used"};
}

}  // namespace concbench
