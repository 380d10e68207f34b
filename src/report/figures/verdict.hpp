// Which model wins a scenario, by how much, and what is not resolved.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/speedup.hpp"
#include "report/figures/results.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// The winner, the one with the least median time, against another executor.
struct advantage {
  const cell_result* over;
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
  std::string more_rounds = {};        ///< see more_rounds_text

  /// Whether the winner is shown to be better than all others.
  [[nodiscard]] bool has_one_winner() const;
};

/// The verdict on a scenario, from two families of comparisons that each hold together at 95 %: the speedups
/// over the reference, as the table shows them, and the winner against the others. Since the data chose the
/// winner, all pairs of those others count in the second one. Empty where fewer than two cells are ok.
std::optional<verdict> verdict_of(const scenario_results& group, const plan& asked);

/// In one sentence: "fastest: coroutines, 2.9 % less time [1 %, 3.8 %] than thread-pool, 31.5× [30.2, 33.0] over
/// sequential". No ratio stands in it that is not resolved. All who may be the fastest come first: "fastest: coroutines or
/// thread-pool: 10 rounds cannot tell them apart (0.99× to 1.03×, above 1× coroutines is faster); coroutines 31.5× [30.2, 33.0] over sequential", and
/// where all of these are within half a per cent of the winner "fastest: coroutines and thread-pool tie: the same within
/// 0.5 %". Where the rounds are too few for an interval it says so, how many it takes, and the times themselves where
/// they differ beyond doubt: "fastest: coroutines or threads: one round cannot tell them apart; coroutines took 1.501 s,
/// sequential 15.00 s; an interval needs 7 rounds (-r 7)". A median of ratios may lie on the other side of 1 than the
/// ratio of medians: then "fastest: not resolved: threads has the least median time, yet is slower round by
/// round than coroutines (by 1 % [0.5 %, 2 %])". Who is slower than somebody else is none of those who may be the fastest: "; offload is slower than
/// sequential".
std::string verdict_text(const verdict& of, const text_style& style);

/// How many rounds it takes until every speedup of a scenario and every comparison of its verdict has an
/// interval; 0 when they have.
std::size_t rounds_needed(const scenario_results& group, const plan& asked);

/// How a run takes that many: "-r 12", or where -r allows them and a time ends the rounds "a longer --budget".
std::string more_rounds_text(const plan& asked, std::size_t rounds);

}  // namespace concbench
