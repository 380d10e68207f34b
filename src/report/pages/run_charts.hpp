// The charts of a run as data.
#pragma once

#include <vector>

#include "report/figures/results.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// One row for each scenario: the executor with the least time, as many times faster than the baseline of the scenario.
/// Scenarios without a comparison are left out.
interval_chart winners_chart(const std::vector<scenario_results>& results, const plan& asked);

/// The speedups of all executors in all scenarios; empty when nothing is compared.
heat_map speedup_map(const std::vector<scenario_results>& results, const plan& asked);

/// The charts of a scenario: times and memory as bars. For pages also speedups with their intervals, CPU time, the time
/// of each round in the order in which they were taken, and latency by percentile. At last the timelines. Charts
/// without figures are left out.
std::vector<chart_row> scenario_charts(const scenario_results& group, const plan& asked);

}  // namespace concbench
