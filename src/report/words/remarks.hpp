// What stands under a scenario's table: why cells are not ok, and how the work was done where that can vary.
#pragma once

#include <string>
#include <vector>

#include "report/figures/results.hpp"

namespace concbench {

/// The parameters that do something: "delay=1.5s"; zero, empty or switched off ones are left out.
std::vector<std::string> active_params(const cell& of);

/// "FAILED 3 of 10 tasks: connection reset × 3 (30 %)", at most three reasons; see status_text.
std::string failure_text(const cell& of);

/// "speedups are over threads: sequential is n/a here", in an open loop "p99 lower compares with threads: …"; empty
/// where the baseline that was asked for is ok, and where nothing is compared.
std::string substitute_text(const scenario_results& group, const plan& asked);

/// Of executors that are faster than so many tasks at once explain, why that can be: "above 10×, with 10 at once:
/// coroutines (12.3×). …". Empty where there are none. It takes the whole interval of a speedup to be above, and says
/// nothing of those that sent queries ahead, nor where one task ran at once.
std::string above_concurrency_text(const scenario_results& group, const plan& asked);

/// Of executors whose speedup seems to contradict the times beside it, both, and why that can be: "the speedup does not
/// follow from the medians beside it: threads (1.88×, and 1.53× by the times shown). …". Empty where there are none, as
/// in a run of one round.
std::string median_of_ratios_text(const scenario_results& group, const plan& asked);

/// Which intervals hold together, and why those of one pair of executors differ between the table, the verdict below it
/// and `compare`.
std::string families_text(const plan& asked);

/// Something that is to be known of a column.
struct column_note {
  std::string text;
  std::string column;  ///< its title
};

/// What a p99 or a p99.9 of few tasks is: "p99 of fewer than 100 tasks: the slowest one". Empty where no cell has so few.
std::vector<column_note> few_tasks_notes(const std::vector<scenario_results>& results, const plan& asked);

/// What ended the rounds, with a precision or a budget: whether the intervals became as narrow as `--precision` asked,
/// after how many rounds, and which limit ended them: "ended after 4 rounds: of the budget of 60s there were
/// 2.10 s left, and another round takes about 5.30 s". Empty where neither was asked for.
std::string end_of_rounds_text(const scenario_results& group, const plan& asked);

/// What the figure "memory +" is, and what a process had before it: "memory +: the most that the run added to the 13.1 MiB that its
/// process had before it. …". Empty where no cell has it.
std::string memory_text(const std::vector<const cell_result*>& cells);

/// How many rounds the figures come from, of those cells that have figures of an ok run: "10 of 30 rounds", "9 to 10 of 30 rounds", and
/// where the plan does not fix their number "14 rounds". Empty where it is as many as the plan says.
std::string rounds_taken_text(const std::vector<const cell*>& cells, const plan& asked);

/// Something that holds for some executors of a scenario.
struct remark {
  std::vector<std::string> executors;  ///< "all" when it holds wherever samples were taken
  std::string text;
};

/// One remark per distinct failure text, those of failures that were allowed as well; being n/a is no
/// failure.
std::vector<remark> failures_of(const scenario_results& group);

/// One remark per distinct reason why cells are n/a.
std::vector<remark> refusals_of(const scenario_results& group);

/// What a scenario has said of the medians of what it counts (counter::remark), one remark an executor: how soon tasks ended that were
/// told to stop.
std::vector<remark> counts_of(const scenario_results& group);

/// One remark per distinct note of the samples.
std::vector<remark> notes_of(const scenario_results& group);

}  // namespace concbench
