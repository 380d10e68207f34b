// What counting the start and the stop of executors changes: a pool that stays pays for them once, a program that makes one for
// these tasks pays for them each time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/speedup.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// Two executors between which the time alone says something else.
struct changed_order {
  const cell_result* faster;  ///< with start and stop
  const cell_result* slower;
  analysis::paired_speedup factor;  ///< with start and stop; above 1, unless it is not resolved
};

struct lifecycle_verdict {
  std::vector<const cell_result*>
      long_ones;                       ///< whose start and stop come to more than a tenth of their time
  std::vector<changed_order> changed;  ///< now resolved, and it was not, or the other way round
  std::vector<changed_order>
      lost;  ///< resolved by the time alone, and now not: `faster` is who was faster by it
};

/// The pairs that the scenario's table and its verdict speak of: each executor over the reference, and the winner over each other
/// one, in the same two families. Empty where start and stop change nothing, and in an open loop.
std::optional<lifecycle_verdict> lifecycle_verdict_of(const scenario_results& group, const plan& asked);

}  // namespace concbench
