// What changes when the start and the stop of executors are counted as well. A pool that stays has this cost only once;
// a program that makes an executor for these tasks has it each time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/speedup.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// Two executors whose order is different when start and stop are counted.
struct changed_order {
  const cell_result* faster;  ///< the faster one, with start and stop
  const cell_result* slower;
  analysis::paired_speedup factor;  ///< with start and stop; above 1, unless it is not resolved
};

struct lifecycle_verdict {
  /// Those whose start and stop are more than a tenth of their time.
  std::vector<const cell_result*> long_ones;
  /// Resolved now, and not resolved or the other way round by the time alone.
  std::vector<changed_order> changed;
  std::vector<changed_order> lost;  ///< not resolved any more; `faster` was faster by the time alone
};

/// Examines the pairs in the scenario's table and its verdict: each executor against the reference, and the winner
/// against each other one, in the same two families. Empty when start and stop change nothing, and in an open loop.
std::optional<lifecycle_verdict> lifecycle_verdict_of(const scenario_results& group, const plan& asked);

}  // namespace concbench
