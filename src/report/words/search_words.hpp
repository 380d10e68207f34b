// What a search for the highest rate found, in words.
#pragma once

#include <string>
#include <vector>

#include "report/figures/results.hpp"
#include "report/words/remarks.hpp"

namespace concbench {

/// The middle of the rates that a cell sustained in its rounds: "4200/s". Where the middle round found that not even the
/// lowest rate is sustained "below 100/s", and where nothing stopped it "at least 10000/s". "–" without a search.
std::string highest_rate_text(const cell& of);

/// The 95 % interval of that median, "[3900, 4500]"; its ends may be "<100" and "≥10000". "–" where there are
/// too few rounds.
std::string rate_interval_text(const cell& of);

/// What stopped the model at the next higher rate, in the middle round: "late starts at 4410/s", "latency 62.1 ms at
/// 4410/s", "errors at 4410/s", or "nothing".
std::string stop_text(const cell& of);

/// One remark for each end of the range that was hit: the true highest rate lies outside.
std::vector<remark> hit_ends_of(const scenario_results& group, const plan& asked);

}  // namespace concbench
