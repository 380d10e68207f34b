// Which models of a scenario used less CPU time than others, where that is beyond doubt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/figures/results.hpp"
#include "report/figures/verdict.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

struct cpu_verdict {
  const cell_result* least;     ///< with the least median CPU time of a run
  std::vector<advantage> over;  ///< clearly more than that; the nearest first, at least one
};

/// The executor with the least CPU time against each other one, paired by round as times are: those whose whole interval
/// lies a tenth or more above it. All pairs count as one family that holds together at 95 %, since the data chose the
/// least. Empty where there is none, and where fewer than two cells are ok.
std::optional<cpu_verdict> cpu_verdict_of(const scenario_results& group, const plan& asked);

/// "CPU time: coroutines used 4.59× [4.50, 4.68] less than thread-pool, 6.39× [6.30, 6.41] less than threads".
std::string cpu_verdict_text(const cpu_verdict& of, const text_style& style);

}  // namespace concbench
