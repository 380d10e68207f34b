// A table of limits.
#include "report/thread_capacity.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "report/results.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

constexpr std::uint64_t maps_of_a_thread = 2;

struct limit {
  std::string name;
  std::string fact;
  std::uint64_t taken = 0;     ///< of which so many are gone
  std::uint64_t for_each = 1;  ///< that a thread needs
  std::string command;
};

std::vector<limit> limits_of(const environment& facts) {
  const auto group = fact_value(facts, "cgroup_pids_file");
  return {
      {.name = "ulimit -u", .fact = "limit_processes", .command = "sudo prlimit --nproc=unlimited --pid $$"},
      {.name = "vm.max_map_count",
       .fact = "limit_maps",
       .for_each = maps_of_a_thread,
       .command = "sudo sysctl vm.max_map_count=2097152"},
      {.name = "kernel.pid_max", .fact = "limit_pids", .command = "sudo sysctl kernel.pid_max=4194304"},
      {.name = "kernel.threads-max",
       .fact = "limit_threads",
       .command = "sudo sysctl kernel.threads-max=1000000"},
      {.name = "cgroup pids.max",
       .fact = "limit_cgroup_pids",
       .taken = parse_count(fact_value(facts, "cgroup_pids_present")).value_or(0),
       .command = group.empty() ? "" : fmt::format("echo max | sudo tee {}", group)},
  };
}

}  // namespace

std::optional<thread_capacity> thread_capacity_of(const environment& facts) {
  std::optional<thread_capacity> least;
  for (const auto& each : limits_of(facts)) {
    const auto value = parse_count(fact_value(facts, each.fact));  // else "unlimited", "unknown" or absent
    if (!value) continue;
    const auto threads = (*value - std::min(*value, each.taken)) / each.for_each;
    if (!least || threads < least->threads)
      least = {threads, each.name, std::to_string(*value), each.command};
  }
  return least;
}

}  // namespace concbench
