// The A/A pair of each round: the same short work twice, which shows how large the noise of this machine alone is.
#pragma once

#include <functional>
#include <string>

#include "core/report.hpp"
#include "runner/protocol.hpp"

namespace concbench::runner {

/// The work is 400 waits of 10 µs of the scenario that only waits (sleep), on 4 lanes of the executor that declares
/// `shows_noise` (a pool of 4 threads). A sample takes 9 ms, half of it CPU time, so that it shows lost CPU time as
/// well as late wake-ups. A loop without waits of that length shows only the first, and waits of 100 µs (2.6 ms of CPU
/// time in 11 ms) show mainly the second. Both samples come from fresh processes: about 40 ms for each round, which is
/// less than 1 % of a standard run.
class noise_pair {
 public:
  /// Asks a worker. The spec that it is given has no folders and no server.
  using ask = std::function<worker_answer(worker_spec)>;

  /// Pairs are added to `record`. None is taken when `asked` has fewer rounds than an interval needs (6), as the
  /// tutorial profile has.
  noise_pair(const plan& asked, noise_record& record);

  /// Takes the pair of `round`; the first round is 0. The order of the two alternates from round to round; the seed
  /// decides the first one. A pair in which a worker has failed is left out.
  void take(std::int64_t round, const ask& ask_worker);

  /// Why the last pair was left out; empty when it was not.
  const std::string& problem() const noexcept { return problem_; }

 private:
  std::uint64_t seed_;
  bool wanted_;
  noise_record& record_;
  std::string problem_;
};

}  // namespace concbench::runner
