// Machines to be examined: one that is set up for measuring, one where everything is to be said.
#pragma once

#include "core/report.hpp"

namespace concbench::testing {

inline report machine_of(environment facts) {
  report made;
  made.tool_version = "0.1.0";
  made.revision = "03c179a";
  made.started = "2026-03-14T09:26:53Z";
  made.environment = std::move(facts);
  return made;
}

/// In order, with a noise floor of 0.4 %.
inline report quiet_machine() {
  auto made = machine_of({{"cpu_model", "AMD EPYC 7763 64-Core Processor"},
                          {"cpus_online", "4", true},
                          {"cpus_affinity", "4", true},
                          {"cpus_quota", "0", true},
                          {"cpus_usable", "4", true},
                          {"governor", "performance"},
                          {"turbo", "off"},
                          {"smt", "off"},
                          {"virtual_machine", "no"},
                          {"memory_bytes", "8324911104", true},
                          {"swap_used_bytes", "0", true},
                          {"transparent_huge_pages", "madvise"},
                          {"kernel", "Linux 6.1.0-18-amd64"},
                          {"clock_source", "tsc"},
                          {"clock_read_ns", "24.2", true},
                          {"timer_slack_ns", "50000", true},
                          {"load_1min", "0.03", true},
                          {"cpu_steal_percent", "0", true},
                          {"io_uring", "available"},
                          {"io_uring_disabled", "0", true},
                          {"limit_open_files", "1048576"},
                          {"limit_processes", "unlimited"},
                          {"limit_maps", "65530"},
                          {"limit_pids", "4194304"},
                          {"limit_threads", "256870"},
                          {"limit_cgroup_pids", "unlimited"},
                          {"threads_possible", "32265", true},
                          {"threads_limit", "vm.max_map_count"},
                          {"threads_limit_value", "65530", true},
                          {"threads_limit_raise", "sudo sysctl vm.max_map_count=262120"},
                          {"liburing", "2.3"}});
  made.noise = {"sleep", "thread-pool", {}};
  for (std::int64_t i = 0; i < 30; ++i) made.noise.pairs.emplace_back(9'000'000 + i % 7 * 9'000, 9'018'000);
  return made;
}

/// Everything that weakens figures, and what cannot be read; no noise floor.
inline report troubled_machine() {
  return machine_of({{"cpu_model", unknown_fact},
                     {"cpus_online", "4", true},
                     {"cpus_affinity", "1", true},
                     {"cpus_quota", "0.5", true},
                     {"cpus_quota_file", "/sys/fs/cgroup/system.slice/docker-1a2b3c4d5e6f.scope/cpu.max"},
                     {"cpus_usable", "1", true},
                     {"governor", "powersave"},
                     {"turbo", "on"},
                     {"turbo_file", "/sys/devices/system/cpu/intel_pstate/no_turbo"},
                     {"smt", "on"},
                     {"virtual_machine", "yes"},
                     {"memory_bytes", unknown_fact},
                     {"swap_used_bytes", "126877696", true},
                     {"transparent_huge_pages", "always"},
                     {"kernel", "Linux 6.1.0-18-amd64"},
                     {"clock_source", "hpet"},
                     {"clock_read_ns", "1188", true},
                     {"timer_slack_ns", "1", true},
                     {"load_1min", "1.79", true},
                     {"cpu_steal_percent", "3.21", true},
                     {"io_uring", "Operation not permitted"},
                     {"io_uring_disabled", "2", true},
                     {"limit_open_files", "1024"},
                     {"limit_processes", "96365"},
                     {"limit_maps", "65530"},
                     {"limit_pids", "32768"},
                     {"limit_threads", "192731"},
                     {"limit_cgroup_pids", "512"},
                     {"threads_possible", "449", true},
                     {"threads_limit", "cgroup pids.max"},
                     {"threads_limit_value", "512", true},
                     {"threads_limit_raise",
                      "echo 2048 | sudo tee /sys/fs/cgroup/system.slice/docker-1a2b3c4d5e6f.scope/pids.max"},
                     {"build_type", "Debug"},
                     {"liburing", "2.3"}});
}

}  // namespace concbench::testing
