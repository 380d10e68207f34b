// Which model wins a scenario, by how much, and what is not resolved.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/speedup.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// The winner compared with another executor: by their times, or in a verdict on CPU time by that.
struct advantage {
  const cell_result* other;
  analysis::paired_speedup factor;  ///< above 1 the other one takes more
  /// Whether the difference is obvious, although there are too few rounds for an interval: it is a factor of three or
  /// more and a tenth of a second or more, in the same direction in all rounds. Always false for a p99, which may differ by that much between equal
  /// rounds.
  bool seen;
};

/// An executor that cannot be told apart from the winner, but is slower than another executor. So it is not the
/// fastest.
struct set_aside {
  advantage compared;              ///< the winner compared with it
  const cell_result* slower_than;  ///< shown by the intervals of the speedups over the reference
};

struct verdict {
  const cell_result* winner;
  std::vector<advantage> resolved;    ///< the nearest first
  std::vector<advantage> alike;       ///< within half a per cent of the winner; the nearest first
  std::vector<advantage> unresolved;  ///< the nearest first
  std::vector<advantage> reversed;    ///< by round, these are faster than the winner; the nearest first
  /// Neither alike nor unresolved, because another executor is faster than they are.
  std::vector<set_aside> behind = {};
  bool open_loop = false;         ///< the compared figure is the p99, or the highest rate
  std::size_t rounds_needed = 0;  ///< see the function of this name

  /// Whether the winner is shown to be better than all others.
  [[nodiscard]] bool has_one_winner() const;
};

/// The verdict on a scenario. It uses two families of comparisons, each of which holds together at 95 %: the speedups
/// over the reference, as the table shows them, and the winner against the others. The data chose the winner, so all
/// pairs of the others count in the second family. Empty when fewer than two cells are ok.
std::optional<verdict> verdict_of(const scenario_results& group, const plan& asked);

/// How many rounds are needed until every speedup of a scenario and every comparison of its verdict has an interval; 0
/// when all have one.
std::size_t rounds_needed(const scenario_results& group, const plan& asked);

}  // namespace concbench
