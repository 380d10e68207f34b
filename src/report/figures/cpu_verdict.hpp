// Which models of a scenario used clearly less CPU time than others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/figures/results.hpp"
#include "report/figures/verdict.hpp"

namespace concbench {

struct cpu_verdict {
  const cell_result* least;       ///< has the least median CPU time of a run
  std::vector<advantage> others;  ///< used clearly more than that; the nearest first, at least one
};

/// Compares the executor with the least CPU time with each other one. They are paired by round, as times are. Those
/// whose whole interval is at least a tenth above it are named. All pairs are one family that holds together at 95 %,
/// because the data chose the least. Empty when no executor is named, and when fewer than two cells are ok.
std::optional<cpu_verdict> cpu_verdict_of(const scenario_results& group, const plan& asked);

}  // namespace concbench
