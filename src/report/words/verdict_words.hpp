// Verdicts as sentences.
#pragma once

#include <cstddef>
#include <string>

#include "report/figures/cpu_verdict.hpp"
#include "report/figures/lifecycle_verdict.hpp"
#include "report/figures/verdict.hpp"

namespace concbench {

/// The verdict as one sentence: "fastest: coroutines, 2.9 % less time [1 %, 3.8 %] than thread-pool, 31.5× [30.2, 33.0]
/// over sequential". It contains only ratios that are resolved.
///
/// All executors that may be the fastest come first: "fastest: coroutines or thread-pool: 10 rounds cannot tell them
/// apart (0.99× to 1.03×, above 1× coroutines is faster); coroutines 31.5× [30.2, 33.0] over sequential". When all of
/// these are within half a per cent of the winner: "fastest: coroutines and thread-pool tie: the same within 0.5 %".
///
/// When there are too few rounds for an interval, it says so and how many are needed; it shows the times if they differ
/// clearly: "fastest: coroutines or threads: one round cannot tell them apart; coroutines took 1.501 s, sequential
/// 15.00 s; an interval needs 7 rounds (-r 7)".
///
/// A median of ratios may be on the other side of 1 than the ratio of medians: "fastest: not resolved: threads has the
/// least median time, yet is slower round by round than coroutines (by 1 % [0.5 %, 2 %])". An executor that is slower
/// than another one cannot be the fastest: "; offload is slower than sequential".
std::string verdict_text(const verdict& verdict, const plan& asked);

/// How a run takes that many rounds: "-r 12". When -r allows them and a time limit ends the rounds: "a longer
/// --budget".
std::string more_rounds_text(const plan& asked, std::size_t rounds);

/// "CPU time: coroutines used 4.59× [4.50, 4.68] less than thread-pool, 6.39× [6.30, 6.41] less than threads".
std::string cpu_verdict_text(const cpu_verdict& verdict);

/// "with start and stop thread-pool takes 15.1 ms; then threads is 1.16× [1.09, 1.21] over thread-pool. The time in the
/// table is that of an executor that is already up, such as a pool that stays".
std::string lifecycle_verdict_text(const lifecycle_verdict& verdict);

}  // namespace concbench
