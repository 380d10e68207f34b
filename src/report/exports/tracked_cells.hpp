// The figures for dashboards that follow benchmarks over time: a few for each cell that is ok, under a stable name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/interval.hpp"
#include "core/report.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// A cell that is ok.
struct tracked_cell {
  std::string name;             ///< "sleep/threads", or in a sweep "sleep/threads at tasks=100"; valid UTF-8
  const concbench::cell* cell;  ///< belongs to the report
  cell_figures figures;         ///< medians over its rounds
  /// The exact 95 % interval of the median (analysis::sign_interval) of figures.time_ns. It is for this cell alone,
  /// because a dashboard judges each benchmark separately. Empty below 6 rounds.
  std::optional<analysis::interval> time_range;
};

/// The cells of `result` that are ok and have times, in the order of the report. `result` must outlive them.
std::vector<tracked_cell> tracked_cells(const report& result);

/// The other cells, without those that are n/a: "sleep/threads (failed)", in the order of the report.
std::vector<std::string> untracked_cells(const report& result);

}  // namespace concbench
