// What an empty task costs under each executor that takes part, for runs that do not measure `noop` anyway.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/report.hpp"
#include "runner/protocol.hpp"

namespace concbench::runner {

/// Samples of `noop` beside the first three rounds: 2,000 tasks, a few milliseconds each, 30 with a thread
/// for each task. With them a reader is warned of cells in which the executor's own cost is no longer small.
class dispatch_samples {
 public:
  static constexpr std::int64_t rounds = 3;

  /// What asks a worker: takes a spec that lacks folders and server.
  using ask = std::function<worker_answer(worker_spec)>;

  /// Samples go to `records`. None is taken of a further worker's executors, which need not know noop, nor where
  /// `asked` has noop among its scenarios, or fewer than three rounds.
  dispatch_samples(const plan& asked, std::vector<dispatch_record>& records);

  /// Takes one of each executor in `round` (0 first). One that a worker failed in is left out.
  void take(std::int64_t round, const ask& ask_worker);

 private:
  std::uint64_t seed_;
  std::vector<dispatch_record>& records_;
};

}  // namespace concbench::runner
