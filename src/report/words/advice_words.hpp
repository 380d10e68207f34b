// Advice as sentences. They are in Unicode and of any length, because a printer knows the width.
#pragma once

#include <string>
#include <vector>

#include "core/report.hpp"
#include "report/figures/advice.hpp"

namespace concbench {

/// The name of a situation for people: "waiting, few at once".
std::string situation_title(situation kind);

/// Which work belongs to a situation: "I/O-bound, fewer than 100 at once".
std::string situation_meaning(situation kind);

/// What to use: "Use coroutines or thread-pool. …", or why that is not known. Also what not to use, when the table of
/// those who lost to the winner does not show it: "Not coroutines: in custom it took 1.52× [1.18, 2.27] the time of
/// thread-pool." `advised` must have scenarios.
std::vector<std::string> recommendation(const situation_advice& advised, const plan& asked);

/// "8.23× to 24.0×", or "8.23×" when both are the same.
std::string factors_in_words(const analysis::interval& factors);

/// For a table: "coroutines or thread-pool", "depends on the scenario", "not sequential", "not decided", "not in this
/// report".
std::string recommendation_in_short(const situation_advice& advised);

/// Why the losers of a scenario lost, with a sentence for each cause: "threads needed 97 context switches, thread-pool
/// 54; coroutines 3." The last sentence names those whose samples do not show the reason.
std::vector<std::string> causes_in_words(const judgement& judgement);

/// In what the executors that may be the fastest differ: "CPU time of those that may be the best: coroutines 1.94 ms;
/// more: threads 4.50 ms."
std::vector<std::string> prices_in_words(const judgement& judgement);

/// What a scenario cannot tell, and what to try: it has too few rounds, nothing to compare, or a server at its limit.
std::vector<std::string> doubts_of(const judgement& judgement, const plan& asked);

/// The time divided by the number of tasks, for executors that are ok, the cheapest first: "A task costs 52 ns under
/// sequential, 311 ns under coroutines". Empty when none is ok.
std::vector<std::string> task_costs_in_words(const scenario_results& group);

/// The command line that measures `scenarios` with many tasks at once, with the executors of `asked` that can run them:
/// "concbench run sleep echo -n 1000 -c 1000 -e threads,coroutines".
std::string command_for_many(const std::vector<std::string>& scenarios, const plan& asked);

}  // namespace concbench
