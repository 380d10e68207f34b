// What an empty task costs with each executor that takes part. For runs that do not measure empty tasks anyway.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/report.hpp"
#include "runner/protocol.hpp"

namespace concbench::runner {

/// Takes samples of the scenario that declares empty tasks (noop) beside the first three rounds: 2,000 tasks, which
/// take a few milliseconds, or 30 with a thread for each task. With them a report can warn about cells in which the
/// executor's own cost is not small.
class dispatch_samples {
 public:
  static constexpr std::int64_t rounds = 3;

  /// Asks a worker. The spec that it is given has no folders and no server.
  using ask = std::function<worker_answer(worker_spec)>;

  /// Samples are added to `records`. There are none for the executors of a further worker, which need not know that
  /// scenario. There are none at all when it is one of the scenarios of `asked`, or when `asked` has fewer than three
  /// rounds.
  dispatch_samples(const plan& asked, std::vector<dispatch_record>& records);

  /// Takes one sample of each executor in `round`; the first round is 0. Executors in which a worker has failed are
  /// left out.
  void take(std::int64_t round, const ask& ask_worker);

 private:
  const scenario_declaration* scenario_;  ///< null when this build has none: no sample is taken
  std::uint64_t seed_;
  std::vector<dispatch_record>& records_;
};

}  // namespace concbench::runner
