// The figures that formats for people show, computed from the samples of a report.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/speedup.hpp"
#include "core/report.hpp"
#include "core/speedups.hpp"

namespace concbench {

/// Quantiles of the tasks' times, in ns; 0: not known.
struct latency_figures {
  double p50 = 0;
  double p99 = 0;
  double p999 = 0;
};

/// Medians over the samples of a cell, unless a comment says otherwise.
struct cell_figures {
  double time_ns = 0;  ///< the time that is compared: see compared_ns
  double least_time_ns = 0;
  double most_time_ns = 0;
  std::optional<double> spread;  ///< of time_ns, relative; see analysis::spread
  double wall_ns = 0;
  double lifecycle_ns = 0;       ///< wall_ns together with the executor's start and stop
  double tasks_per_second = 0;   ///< only tasks that ended ok
  double starts_per_second = 0;  ///< over the time in which tasks began; 0: not known
  double highest_rate = 0;       ///< in a search: the one that was sustained, per second; 0: no search
  double late_share = 0;     ///< open loop: the part of the tasks that began late, see sample::missed_starts
  double error_share = 0;    ///< the part of the tasks that failed, in all samples together
  latency_figures latency;   ///< from when a lane took a task
  latency_figures response;  ///< open loop: from when it was due
  double cpu_ns = 0;         ///< user and system, over the run
  double client_cpu_share = 0;
  double server_cpu_share = 0;
  double peak_rss_bytes = 0;
  double added_bytes = 0;           ///< what the run added: see sample::rss_increase_bytes; 0: not known
  double added_bytes_per_task = 0;  ///< for each of sample::peak_tasks; 0: fewer than 100 were alive at once
  double peak_threads = 0;
};

struct cell_result {
  const concbench::cell* cell;
  std::optional<cell_figures> figures;  ///< of ok cells, and of failed ones in which some tasks ended ok
  bool reference = false;  ///< the cell that the speedups of its scenario compare with: see reference_of
  /// Of an ok cell over the reference; the reference itself has 1.
  std::optional<analysis::paired_speedup> speedup = {};
  /// The same for the time that includes the executor's start and stop.
  std::optional<analysis::paired_speedup> lifecycle_speedup = {};
  bool fastest = false;  ///< it has the least median time of at least two ok cells of this scenario
  /// Marked in tables: the fastest, and those that cannot be told apart from it, unless one that is told apart is faster
  /// than they are. Nothing is marked when the fastest is
  /// the baseline of a scenario whose tasks do nothing, because that has no meaning.
  bool marked = false;

  /// Whether it has a speedup over another cell.
  bool compared() const { return speedup && !reference; }
  /// Whether some of its tasks failed, or could not keep up with the rate, and it has figures all the same.
  bool failed_in_part() const { return figures && cell->status != status::ok; }
};

/// The cells of one scenario with the same parameters and number of tasks. Each executor occurs once.
struct scenario_results {
  std::vector<cell_result> cells;           ///< never empty
  std::vector<parameter_value> swept = {};  ///< its values of the plan's sweeps that apply to it
  scenario_facts facts = {};                ///< what its scenario declares: see reported_facts

  const cell& first() const { return *cells.front().cell; }
  std::string title() const;             ///< "sleep", or when it is swept "sleep at tasks=100"
  std::string point() const;             ///< " at tasks=100 delay=1ms"; empty when nothing was swept
  bool unmeasured() const;               ///< whether none of its cells has a counted sample
  const cell_result* reference() const;  ///< null when no cell is ok
  std::uint64_t concurrency() const;     ///< the highest concurrency of its executors
};

/// Whether some cells have more threads than others. Each thread takes memory of the kernel, which is not part of
/// added_bytes.
bool differ_in_threads(const std::vector<const cell_result*>& cells);

/// The words for what a report compares its models by.
struct comparison_terms {
  std::string_view name;  ///< "time", in an open loop "p99", in a search for the highest rate "highest rate"
  std::string_view best;  ///< "fastest", "lowest p99", "highest rate"
  std::string_view better;  ///< "faster", "lower", "higher"
  std::string_view worse;   ///< "slower", "higher", "lower"
  std::string_view ratios;  ///< title of the ratios: "speedup", "p99 lower", "rate higher"
};
const comparison_terms& terms_of(const plan& asked);

/// The name of the compared figures in a report: "time", "p99", "highest rate".
std::string_view time_name(const plan& asked);

/// The rate that was asked for: "200/s", "100/s..10000/s with p99<50ms", or "none" of a closed loop.
std::string asked_rate_text(const plan& asked);

/// The results in the order of the report, which must outlive them.
std::vector<scenario_results> results_of(const report& result);

/// The 95 % interval of the median of a figure over the samples from which figures are made. Empty when they are too
/// few.
std::optional<analysis::interval> interval_of_median(const cell& cell, compared_figure figure);

/// The name of the cell's status. It is "interrupted" when an interruption left the cell without samples, and "not run"
/// when its first sample is still to come.
std::string state_of(const cell& cell);

/// Whether a scenario measures the executor's own cost, because its tasks do nothing or are items that the executor
/// never sees.
bool measures_executors(const scenario_facts& scenario);

/// "FAILED", "INCORRECT", "n/a", "not run". Capitals make failures easy to see without colours.
std::string status_word(const cell& cell);

/// The same, with "FAILED 3 of 10 tasks" when tasks failed. For an ok cell "3 of 1000 tasks failed, as was allowed", or
/// empty when no task failed.
std::string status_text(const cell& cell);

/// Whether no two of its tasks were ever under way together.
bool ran_one_at_a_time(const cell& cell);

/// How the model of a failed cell could not keep up with the rate, in a middle one of those rounds; empty when it kept up
/// in most rounds.
std::string saturation_of(const cell& cell);

/// In how many rounds the model of a cell could not keep up with the rate.
std::size_t count_late_rounds(const cell& cell);

/// How many tasks a cell has in all its samples together, without the late rounds of a cell that keeps up in most
/// rounds.
struct task_counts {
  std::uint64_t failed = 0;
  std::uint64_t all = 0;
};
task_counts count_tasks(const cell& cell);

/// Why a cell is not ok. For a failed cell, and for one whose failures were allowed, these are the reasons of its tasks
/// over all samples, the most frequent first. Otherwise it is the cell's own reason, with a count of 0.
std::vector<error_count> failure_reasons(const cell& cell);

/// The value of the fact called `name`; empty when there is none.
std::string fact_value(const environment& facts, std::string_view name);

}  // namespace concbench
