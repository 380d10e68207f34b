// The A/A pair of each round: the same short work twice, to see what this machine's noise alone looks like.
#pragma once

#include <functional>
#include <string>

#include "core/report.hpp"
#include "runner/protocol.hpp"

namespace concbench::runner {

/// The work: 400 waits of 10 µs of the scenario that does nothing else (sleep), with 4 lanes of the executor that declares
/// `shows_noise` (a pool of 4 threads), 9 ms a sample and half of it CPU time, so that it
/// feels lost CPU time as well as late wake-ups. A pure loop of that length feels the first alone, sleeps of
/// 100 µs (2.6 ms of CPU time in 11 ms) hardly more than the second. Both samples come from fresh processes:
/// about 40 ms a round, under 1 % of a standard run.
class noise_pair {
 public:
  /// What asks a worker: takes a spec that lacks folders and server.
  using ask = std::function<worker_answer(worker_spec)>;

  /// Pairs go to `into`. Where `asked` has too few rounds for an interval (6), as the tutorial profile does,
  /// none is taken: no floor could come of them.
  noise_pair(const plan& asked, noise_record& into);

  /// Takes the pair of `round` (0 first). Which of its two comes first alternates from round to round,
  /// beginning as the seed says. A pair that a worker failed in is left out.
  void take(std::int64_t round, const ask& ask_worker);

  /// Why the last pair was left out; empty when it was not.
  const std::string& problem() const noexcept { return problem_; }

 private:
  std::uint64_t seed_;
  bool wanted_;
  noise_record& into_;
  std::string problem_;
};

}  // namespace concbench::runner
