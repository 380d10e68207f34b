// Advice in sentences. In Unicode and of any length: a printer knows the width.
#pragma once

#include <string>
#include <vector>

#include "core/report.hpp"
#include "report/figures/advice.hpp"

namespace concbench {

/// "waiting, few at once", and what makes work one of these: "fewer than 100 at once".
std::string situation_title(situation in);
std::string situation_meaning(situation in);

/// "sleep", or of a point of a sweep "sleep at tasks=100".
std::string name_of(const scenario_results& group);

/// What to use: "Use coroutines or thread-pool. …", or why that is not known; and whom not to use, where the table of those who lost to
/// the winner does not say it: "Not coroutines: in custom it took 1.52× [1.18, 2.27] the time of thread-pool." `in` has scenarios.
std::vector<std::string> recommendation(const situation_advice& in, const plan& asked);

/// "8.23× to 24.0×", or where they are the same "8.23×".
std::string factors_in_words(const analysis::interval& factors);

/// For a table: "coroutines or thread-pool", "depends on the scenario", "not sequential", "not decided", "not in this report".
std::string recommendation_in_short(const situation_advice& in);

/// Why the losers of a scenario lost, one sentence for each cause: "threads needed 97 context switches, thread-pool 54; coroutines 3."
/// At last, those whose samples do not tell.
std::vector<std::string> causes_in_words(const judgement& of);

/// What those that may be the fastest differ in: "CPU time of those that may be the best: coroutines 1.94 ms; more:
/// threads 4.50 ms."
std::vector<std::string> prices_in_words(const judgement& of);

/// What a scenario does not tell, and what to try: too few rounds, nothing to compare, a server at its limit.
std::vector<std::string> doubts_of(const judgement& of, const plan& asked);

/// "A task costs 52 ns under sequential, 311 ns under coroutines": time over tasks, the cheapest first, of those that are ok. None
/// where none is.
std::vector<std::string> task_costs_in_words(const scenario_results& group);

/// The command line that measures `scenarios` with many tasks at once, under those models of `asked` that can have them: "concbench run
/// sleep echo -n 1000 -c 1000 -e threads,coroutines".
std::string command_for_many(const std::vector<std::string>& scenarios, const plan& asked);

/// "a", "a and b", "a, b and c"; after `most` names "and 4 more".
std::string listed(const std::vector<std::string>& names, const char* last = "and", std::size_t most = 6);

}  // namespace concbench
