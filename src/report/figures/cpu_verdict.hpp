// Which models of a scenario used less CPU time than others, where that is beyond doubt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/figures/results.hpp"
#include "report/figures/verdict.hpp"

namespace concbench {

struct cpu_verdict {
  const cell_result* least;       ///< with the least median CPU time of a run
  std::vector<advantage> others;  ///< clearly more than that; the nearest first, at least one
};

/// The executor with the least CPU time against each other one, paired by round as times are: those whose whole interval
/// lies a tenth or more above it. All pairs count as one family that holds together at 95 %, since the data chose the
/// least. Empty where there is none, and where fewer than two cells are ok.
std::optional<cpu_verdict> cpu_verdict_of(const scenario_results& group, const plan& asked);

}  // namespace concbench
