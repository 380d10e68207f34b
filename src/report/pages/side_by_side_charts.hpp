// Charts in which each report has marks of its own.
#pragma once

#include <vector>

#include "report/figures/side_by_side.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// One row for each scenario of each report that has a winner there: see winner_row.
interval_chart winners_of(const std::vector<report_side>& sides,
                          const std::vector<scenario_sides>& scenarios);

/// Of a scenario: times and memory as bars with the intervals of their medians; then for pages speedups, CPU time, and latency by
/// percentile, a chart for each executor that several reports have it of. None where there are no figures.
std::vector<chart_row> side_by_side_charts(const scenario_sides& of, const std::vector<report_side>& sides);

}  // namespace concbench
