// What dashboards get that follow benchmarks over time: a few figures of each cell that is ok, under a name that stays.
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
  std::string name;             ///< "sleep/threads", and of a sweep "sleep/threads at tasks=100"; valid UTF-8
  const concbench::cell* cell;  ///< belongs to the report
  cell_figures figures;         ///< medians over its rounds
  /// Of figures.time_ns: the exact 95 % interval of the median (analysis::sign_interval) for this cell alone, since a dashboard
  /// judges each benchmark by itself. Empty below 6 rounds.
  std::optional<analysis::interval> time_range;
};

/// The cells of `result` that are ok and have times, in its order; `result` must outlive them.
std::vector<tracked_cell> tracked_cells(const report& result);

/// The other cells, but for those that are n/a: "sleep/threads (failed)", in the order of the report.
std::vector<std::string> untracked_cells(const report& result);

}  // namespace concbench
