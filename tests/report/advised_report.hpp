// Reports of known answer, for advice: each cell is made of the medians that the rules look at.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "declared_work.hpp"
#include "example_report.hpp"

namespace concbench::testing {

/// What the samples of an executor have, alike in all rounds but for a drift of the times that all executors share.
struct ran {
  std::string executor;
  double wall_ms;
  double cpu_ms = 1;
  std::uint64_t threads = 1;
  std::uint64_t at_once = 24;
  std::uint64_t switches = 5;
  double added_mib = 1;
  double lifecycle_ms = 0;
  double server_ms = 0;
  double last_start_ms = 0;
};

inline constexpr std::int64_t advised_rounds = 12;

/// A cell for each of `all`; `at_once` tasks, all of them under way at once where the executor can.
inline void add_scenario(report& to, const std::string& name, const std::vector<ran>& all,
                         std::uint64_t at_once = 24, std::int64_t rounds = advised_rounds) {
  const auto ns = [](double ms) { return static_cast<std::int64_t>(ms * 1e6); };
  for (const auto& each : all) {
    auto& made = to.cells.emplace_back();
    made.scenario = name;
    made.executor = each.executor;
    made.tasks = made.concurrency = at_once;
    for (std::int64_t round = 0; round < rounds; ++round) {
      auto& taken = made.samples.emplace_back();
      taken.round = round;
      taken.wall_ns = ns(each.wall_ms * (1 + 0.01 * static_cast<double>(round % 4)));
      taken.cpu_user_ns = ns(each.cpu_ms);
      taken.peak_threads = each.threads;
      taken.peak_tasks = each.at_once;
      taken.voluntary_switches = each.switches;
      taken.rss_increase_bytes = static_cast<std::uint64_t>(each.added_mib * 1048576);
      taken.startup_ns = ns(each.lifecycle_ms);
      taken.server_cpu_ns = ns(each.server_ms);
      taken.last_start_ns = ns(each.last_start_ms);
      taken.tasks_ok = at_once;
    }
  }
}

/// The frame, with two CPUs.
inline report empty_advised_report() {
  auto made = empty_report();
  made.plan.rounds = advised_rounds;
  made.plan.executors = {"sequential", "threads", "coroutines"};
  return made;
}

/// No winner is resolved: offload takes twice as long as sequential in every round, and beats thread-pool in two of
/// ten.
inline void add_scenario_of_a_slow_one(report& to, const std::string& name) {
  const std::vector<std::vector<std::int64_t>> walls{{100, 100, 100, 100, 100, 100, 100, 100, 100, 100},
                                                     {93, 94, 95, 96, 97, 98, 99, 105, 205, 215},
                                                     {200, 200, 200, 200, 200, 200, 200, 200, 200, 200}};
  add_scenario(to, name,
               {{.executor = "sequential", .wall_ms = 1},
                {.executor = "thread-pool", .wall_ms = 1},
                {.executor = "offload", .wall_ms = 1}},
               24, 10);
  for (std::size_t i = 0; i < walls.size(); ++i)
    for (std::size_t round = 0; round < walls[i].size(); ++round)
      to.cells[to.cells.size() - walls.size() + i].samples[round].wall_ns = 1'000'000 * walls[i][round];
}

/// `ran` of tasks of 20 ms that wait: one after another, and two models that are alike and have `at_once` under way.
inline std::vector<ran> waits(std::uint64_t at_once = 24) {
  return {{.executor = "sequential", .wall_ms = 480, .at_once = 1},
          {.executor = "threads", .wall_ms = 20, .threads = 25, .at_once = at_once},
          {.executor = "coroutines", .wall_ms = 20, .at_once = at_once}};
}

}  // namespace concbench::testing
