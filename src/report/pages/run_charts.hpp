// The charts of a run as data.
#pragma once

#include <vector>

#include "report/figures/results.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// One row a scenario: the one with the least time, as many times faster than the scenario's baseline. Scenarios in which nobody is
/// compared are left out.
interval_chart winners_chart(const std::vector<scenario_results>& results, const plan& asked);

/// Speedups of all executors in all scenarios; empty where nothing is compared.
heat_map speedup_map(const std::vector<scenario_results>& results, const plan& asked);

/// Of a scenario: times and memory as bars; then for pages speedups with their intervals, CPU time, the time of each round in the order
/// in which they were taken, and latency by percentile; then the timelines. Those that there are no figures for are left out.
std::vector<chart_row> scenario_charts(const scenario_results& group, const plan& asked);

}  // namespace concbench
