// Which model wins a scenario, by how much, and what is not resolved.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/speedup.hpp"
#include "report/results.hpp"
#include "report/text_style.hpp"

namespace concbench {

/// The winner, the one with the least median time, against another executor.
struct advantage {
  const cell_result* over;
  analysis::paired_speedup factor;  ///< above 1 the winner is faster
};

struct verdict {
  const cell_result* winner;
  std::vector<advantage> resolved;    ///< the nearest first
  std::vector<advantage> unresolved;  ///< the nearest first
  std::vector<advantage> reversed;    ///< round by round these are the faster ones; the nearest first
};

/// The verdict on a scenario, from two families of comparisons that each hold together at 95 %: the speedups
/// over the reference, as the table shows them, and the winner against the others. Since the data chose the
/// winner, all pairs of those others count in the second one. Empty where fewer than two cells are ok.
std::optional<verdict> verdict_of(const scenario_results& group, const plan& asked);

/// In one sentence: "fastest: coroutines, 1.05× [1.02, 1.08] over threads, 31.5× [30.2, 33.0] over
/// sequential; not resolved against thread-pool (1.01× [0.99, 1.03])", or "fastest: not resolved: needs ≥ 7
/// rounds; …". A median of ratios may lie on the other side of 1 than the ratio of medians: then "fastest:
/// not resolved: threads has the least median time, yet is slower round by round than coroutines (0.99×
/// [0.98, 0.99])".
std::string verdict_text(const verdict& of, const text_style& style);

}  // namespace concbench
