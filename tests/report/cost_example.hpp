// A measurement to make cost cards from: three executors whose figures are known exactly.
#pragma once

#include "report/figures/cost_card.hpp"

namespace concbench::testing {

/// What a task costs under one executor, exactly.
struct known_cost {
  std::string executor;
  std::uint64_t user_bytes, table_bytes;
  std::uint64_t threads;  ///< a task
  std::uint64_t cpu_ns, switches, allocations, dispatch_ns;
};

inline sample cost_sample(const known_cost& of, std::uint64_t tasks, std::int64_t round) {
  const auto part = static_cast<std::uint64_t>(100 + round);  // later rounds are slower by a percent
  sample taken;
  taken.round = round;
  taken.wall_ns = static_cast<std::int64_t>(of.dispatch_ns * tasks * part / 100);
  taken.startup_ns = static_cast<std::int64_t>(of.threads * tasks * 20'000);
  taken.cpu_user_ns = static_cast<std::int64_t>(of.cpu_ns * tasks * part / 100);
  taken.voluntary_switches = of.switches * tasks;
  taken.rss_increase_bytes = 500'000 + of.user_bytes * tasks;
  taken.peak_threads = 1 + of.threads * tasks;
  taken.peak_tasks = tasks;
  taken.tasks_ok = tasks;
  taken.counters["page_table_bytes_asleep"] = static_cast<std::int64_t>(70'000 + of.table_bytes * tasks);
  return taken;
}

inline cell cost_cell(const char* scenario, const known_cost& of, std::uint64_t tasks,
                      std::uint64_t concurrency) {
  cell made{.scenario = scenario,
            .executor = of.executor,
            .params = {},
            .tasks = tasks,
            .concurrency = concurrency};
  for (std::int64_t round = 0; round < 3; ++round) made.samples.push_back(cost_sample(of, tasks, round));
  return made;
}

inline cost_measurement example_costs() {
  const known_cost sequential{"sequential", 0, 0, 0, 15'000, 1, 0, 50};
  const known_cost threads{"threads", 8'600, 4'136, 1, 60'000, 2, 3, 25'000};
  const known_cost coroutines{"coroutines", 864, 2, 0, 1'400, 0, 6, 210};
  cost_measurement made{
      .waiting = "sleep", .empty = "noop", .timed = {}, .counted = {}, .limits = {}, .stopped = {}};
  made.timed.scenarios = {
      {.name = "sleep",
       .counters = {{.name = "page_table_bytes_asleep", .meaning = counter_meaning::page_tables}}},
      {.name = "noop", .empty_tasks = true}};
  made.timed.tool_version = made.counted.tool_version = "0.1.0";
  made.timed.started = made.counted.started = "2026-03-04T05:06:07Z";
  made.timed.environment = made.counted.environment = {{"cpu_model", "Example CPU"},
                                                       {"machine", "x86_64"},
                                                       {"kernel_stack_bytes", "16384", true},
                                                       {"kernel", "Linux 6.1"},
                                                       {"build_type", "Release"}};
  made.timed.plan.command = made.counted.plan.command = "concbench cost";
  made.timed.plan.profile = made.counted.plan.profile = "cost";
  made.timed.plan.rounds = 3;
  made.timed.plan.executors = made.counted.plan.executors = {"sequential", "threads", "coroutines"};
  for (const auto& each : {sequential, threads, coroutines})
    made.timed.cells.push_back(cost_cell("noop", each, 25'000, each.executor == "sequential" ? 1 : 256));
  made.timed.cells.push_back(cost_cell("sleep", sequential, 1'000, 1));
  for (const std::uint64_t tasks : {1'000, 10'000, 29'000})
    made.timed.cells.push_back(cost_cell("sleep", threads, tasks, tasks));
  for (const std::uint64_t tasks : {1'000, 10'000, 100'000, 1'000'000})
    made.timed.cells.push_back(cost_cell("sleep", coroutines, tasks, tasks));
  for (const auto& each : {sequential, threads, coroutines})
    for (const std::uint64_t tasks : {100, 1'000}) {
      auto counted = cost_cell("sleep", each, tasks, each.executor == "sequential" ? 1 : tasks);
      for (auto& taken : counted.samples) taken.allocations = 17 + each.allocations * tasks;
      made.counted.cells.push_back(std::move(counted));
    }
  const capacity_limit pids{"kernel.pid_max", 32'768, 29'361, "sudo sysctl kernel.pid_max=131072"};
  made.limits = {pids};
  made.stopped = {{"threads", 29'000, pids}};
  return made;
}

}  // namespace concbench::testing
