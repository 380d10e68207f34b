// Charts in which each report has marks of its own.
#pragma once

#include <vector>

#include "report/figures/side_by_side.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// One row for each scenario of each report that has a winner there: see winner_row.
interval_chart winners_of(const std::vector<report_side>& sides,
                          const std::vector<scenario_sides>& scenarios);

/// The charts of a scenario. The first row has times and memory as bars, with the intervals of their medians. The
/// second one is for pages only: speedups, CPU times, and for each executor that several reports have its latencies by
/// percentile. Empty when no report has figures.
std::vector<chart_row> side_by_side_charts(const scenario_sides& scenario,
                                           const std::vector<report_side>& sides);

}  // namespace concbench
