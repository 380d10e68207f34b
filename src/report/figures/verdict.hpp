// Which model wins a scenario, by how much, and what is not resolved.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/speedup.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// The winner, the one with the least median time, against another executor.
struct advantage {
  const cell_result* other;
  analysis::paired_speedup factor;  ///< above 1 the winner is faster
  /// Whether it can be seen, though the rounds are too few for an interval: three times as long or more, in the same
  /// direction in all of them. Never of a p99, which differs by that much between rounds of the same.
  bool seen;
};

/// An executor that cannot be told apart from the winner, and yet is slower than another one: so it is not the fastest.
struct set_aside {
  advantage compared;              ///< the winner against it
  const cell_result* slower_than;  ///< as the intervals of the speedups over the reference say
};

struct verdict {
  const cell_result* winner;
  std::vector<advantage> resolved;     ///< the nearest first
  std::vector<advantage> alike;        ///< within half a per cent of the winner; the nearest first
  std::vector<advantage> unresolved;   ///< the nearest first
  std::vector<advantage> reversed;     ///< round by round these are the faster ones; the nearest first
  std::vector<set_aside> behind = {};  ///< neither alike nor unresolved, since somebody else beats them
  bool open_loop = false;              ///< it is the p99 that is compared
  std::size_t rounds_needed = 0;       ///< see the function of this name

  /// Whether the winner is shown to be better than all others.
  [[nodiscard]] bool has_one_winner() const;
};

/// The verdict on a scenario, from two families of comparisons that each hold together at 95 %: the speedups
/// over the reference, as the table shows them, and the winner against the others. Since the data chose the
/// winner, all pairs of those others count in the second one. Empty where fewer than two cells are ok.
std::optional<verdict> verdict_of(const scenario_results& group, const plan& asked);

/// How many rounds it takes until every speedup of a scenario and every comparison of its verdict has an
/// interval; 0 when they have.
std::size_t rounds_needed(const scenario_results& group, const plan& asked);

}  // namespace concbench
