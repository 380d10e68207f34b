// The remarks below a scenario's table: why cells are not ok, and how the work was done where that can differ.
#pragma once

#include <string>
#include <vector>

#include "report/figures/results.hpp"

namespace concbench {

/// The parameters that have an effect: "delay=1.5s". Those that are zero, empty or switched off are left out.
std::vector<std::string> active_params(const cell& cell);

/// "speedups are over threads: sequential is n/a here". In an open loop "p99 lower compares with threads: …". Empty
/// when the baseline that was asked for is ok, and when nothing is compared.
std::string substitute_text(const scenario_results& group, const plan& asked);

/// Explains executors that are faster than their number of tasks at once can explain: "above 10×, with 10 at once:
/// coroutines (12.3×). …". Empty when there are none. It counts a speedup only if its whole interval is above. It
/// leaves out executors that sent queries ahead, and scenarios where one task ran at once.
std::string above_concurrency_text(const scenario_results& group, const plan& asked);

/// Explains executors whose speedup seems to contradict the times beside it: "the speedup does not follow from the
/// medians beside it: threads (1.88×, and 1.53× by the times shown). …". Empty when there are none, as in a run with
/// one round.
std::string median_of_ratios_text(const scenario_results& group, const plan& asked);

/// Which intervals hold together, and why the intervals of the same pair of executors differ between the table, the
/// verdict below it and `compare`.
std::string families_text(const plan& asked);

/// What a reader should know about a column.
struct column_note {
  std::string text;
  std::string column;  ///< its title
};

/// What a p99 or a p99.9 of few tasks means: "p99 of fewer than 100 tasks: the slowest one". Empty when no cell has so
/// few.
std::vector<column_note> few_tasks_notes(const std::vector<scenario_results>& results, const plan& asked);

/// With a precision or a budget, what ended the rounds: whether the intervals became as narrow as `--precision` asked,
/// after how many rounds, and which limit was reached. For example "ended after 4 rounds: of the budget of 60s there
/// were 2.10 s left, and another round takes about 5.30 s". Empty when neither was asked for.
std::string end_of_rounds_text(const scenario_results& group, const plan& asked);

/// What the figure "memory +" is, and how much a process had before: "memory +: the most that the run added to the 13.1
/// MiB that its process had before it. …". Empty when no cell has it.
std::string memory_text(const std::vector<const cell_result*>& cells);

/// The title of a chart or a matrix of the memory that runs added. `name` says what it shows: "memory +". When some
/// cells have more threads than others, the title also says which part of their memory is not in the figure, and which
/// command shows it.
std::string memory_title(std::string_view name, const std::vector<const cell_result*>& cells);

/// How many rounds the figures come from, in cells with figures of an ok run: "10 of 30 rounds", "9 to 10 of 30
/// rounds"; "14 rounds" when the plan does not fix their number. Empty when the number is that of the plan.
std::string rounds_taken_text(const std::vector<const cell*>& cells, const plan& asked);

/// A remark about some executors of a scenario.
struct remark {
  std::vector<std::string> executors;  ///< "all" when it is true wherever samples were taken
  std::string text;

  /// "threads, coroutines".
  std::string who() const;
};

/// One remark for each different failure, also for failures that were allowed. For a model that keeps up with the rate
/// in most rounds, a further remark says in how many rounds it did not. A cell that is n/a did not fail.
std::vector<remark> failures_of(const scenario_results& group);

/// Open loop: which executors of those that kept up may not do so for longer. Their slowest tasks took longer than half
/// of the time in which tasks were due, or more than 30 % of their tasks began late. Also which p99 looks like a
/// connection that had to be asked for again.
std::vector<remark> doubts_of_rate(const scenario_results& group, const plan& asked);

/// Closed loop: where the longest task took nearly all of the time, so that the speedup says little about the model.
std::vector<remark> longest_tasks_of(const scenario_results& group, const plan& asked);

/// One remark for each different reason why cells are n/a.
std::vector<remark> refusals_of(const scenario_results& group);

/// What a scenario says about the medians of its counters (counter::remark), one remark for each executor: for example,
/// how soon tasks ended after they were told to stop.
std::vector<remark> counts_of(const scenario_results& group);

/// One remark for each different note of the samples.
std::vector<remark> notes_of(const scenario_results& group);

}  // namespace concbench
