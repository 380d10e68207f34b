// What an empty task costs under each executor that takes part, for runs that do not measure empty tasks anyway.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/report.hpp"
#include "runner/protocol.hpp"

namespace concbench::runner {

/// Samples of the scenario that declares empty tasks (noop), beside the first three rounds: 2,000 tasks, a few milliseconds each, 30 with a thread
/// for each task. With them a reader is warned of cells in which the executor's own cost is no longer small.
class dispatch_samples {
 public:
  static constexpr std::int64_t rounds = 3;

  /// What asks a worker: takes a spec that lacks folders and server.
  using ask = std::function<worker_answer(worker_spec)>;

  /// Samples go to `into`. None is taken of a further worker's executors, which need not know that scenario, nor where
  /// `asked` has it among its scenarios, or fewer than three rounds.
  dispatch_samples(const plan& asked, std::vector<dispatch_record>& into);

  /// Takes one of each executor in `round` (0 first). One that a worker failed in is left out.
  void take(std::int64_t round, const ask& ask_worker);

 private:
  const scenario_declaration* scenario_;  ///< null: this build has none, and no sample is taken
  std::uint64_t seed_;
  std::vector<dispatch_record>& into_;
};

}  // namespace concbench::runner
