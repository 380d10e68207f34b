// A search for the highest rate, made by hand.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "example_report.hpp"

namespace concbench::testing {

/// api-calls from 100/s to 1000/s with p99 below 50 ms, in 6 rounds: sequential does not sustain 100/s in most rounds,
/// threads is stopped by late starts, thread-pool by its latency, and nothing stops coroutines.
inline report searched_report() {
  auto made = open_loop_report();
  made.plan.command = "concbench run api-calls --rate 100/s..1000/s --slo 'p99<50ms' -c 4";
  made.plan.rate = 100;
  made.plan.highest_rate = 1000;
  made.plan.step_ns = 2'000'000'000;
  made.plan.slo = {"p99", 50'000'000};
  made.plan.rounds = 6;
  const std::vector<std::vector<found_rate>> found{
      {{100, true, rate_stop::late_starts, 100, 900'000'000}},
      {{400, false, rate_stop::late_starts, 420, 800'000'000},
       {420, false, rate_stop::late_starts, 441, 700'000'000}},
      {{500, false, rate_stop::latency, 525, 62'100'000}, {525, false, rate_stop::latency, 551, 71'000'000}},
      {{1000, false, rate_stop::nothing, 0, 0}}};
  for (std::size_t i = 0; i < made.cells.size(); ++i) {
    auto& cell = made.cells[i];
    cell.tasks = 2000;
    const auto first = cell.samples.front();
    cell.samples.assign(6, first);
    for (std::size_t round = 0; round < 6; ++round) {
      auto& taken = cell.samples[round];
      taken.round = static_cast<std::int64_t>(round);
      taken.found = found[i][round % found[i].size()];
      taken.tasks_ok = static_cast<std::uint64_t>(std::llround(2 * taken.found->rate));
      taken.digest = taken.tasks_ok;
      taken.response_ns = {9'000'000, 12'000'000, 20'000'000 + 1'000'000 * taken.round, 40'000'000,
                           45'000'000};
      if (!taken.found->none_sustained) continue;
      taken.reason = "below 100/s: asked for 100/s, tasks ended at 92.3/s; lower --rate";
      taken.saturation = "asked for 100/s, tasks ended at 92.3/s; lower --rate";
    }
    if (i == 0) cell.reason = cell.samples.front().reason;
  }
  return made;
}

}  // namespace concbench::testing
