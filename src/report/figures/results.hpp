// What the samples of a report come to: the figures that the formats for people show.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/speedup.hpp"
#include "core/report.hpp"

namespace concbench {

/// Quantiles of the tasks' times, in ns; 0: not known.
struct latency_figures {
  double p50 = 0;
  double p99 = 0;
  double p999 = 0;
};

/// Medians over a cell's samples, unless a name says otherwise.
struct cell_figures {
  double time_ns = 0;  ///< what is compared: see compared_ns
  double least_time_ns = 0;
  double most_time_ns = 0;
  std::optional<double> spread;  ///< of time_ns, relative; see analysis::spread
  double wall_ns = 0;
  double lifecycle_ns = 0;       ///< wall_ns with the executor's start and stop
  double tasks_per_second = 0;   ///< that ended ok
  double starts_per_second = 0;  ///< over the time in which tasks began; 0: not known
  double late_share = 0;     ///< open loop: the part of the tasks that began late, see sample::missed_starts
  double error_share = 0;    ///< the part of the tasks that failed, of all samples together
  latency_figures latency;   ///< from when a lane took a task
  latency_figures response;  ///< open loop: from when it was due
  double cpu_ns = 0;         ///< user and system, over the run
  double client_cpu_share = 0;
  double server_cpu_share = 0;
  double peak_rss_bytes = 0;
  double added_bytes = 0;  ///< what the run added: see sample::rss_increase_bytes; 0: not known
  double added_bytes_per_task =
      0;  ///< of at least 100 that may all be alive at once; 0: not known, or not so
  double peak_threads = 0;
};

struct cell_result {
  const cell* of;
  std::optional<cell_figures> figures;  ///< of ok cells, and of failed ones some of whose tasks ended ok
  bool reference = false;               ///< what the speedups of its scenario refer to: see reference_of
  std::optional<analysis::paired_speedup> speedup = {};  ///< of an ok cell over the reference; its own is 1
  /// The same of the time that includes the executor's start and stop.
  std::optional<analysis::paired_speedup> lifecycle_speedup = {};
  bool fastest = false;  ///< the least median time of at least two ok cells of this scenario
  /// Marked in tables: the fastest, and who could not be told apart from it. None where the fastest is the
  /// baseline of a scenario whose tasks do nothing, which says nothing.
  bool marked = false;
};

/// The cells of one scenario, parameters and task count, each executor once.
struct scenario_results {
  std::vector<cell_result> cells;           ///< never empty
  std::vector<parameter_value> swept = {};  ///< its values of those of the plan's sweeps that concern it
  scenario_facts facts = {};                ///< what its scenario declares: see reported_facts

  const cell& first() const { return *cells.front().of; }
  std::string point() const;             ///< " at tasks=100 delay=1ms"; empty where nothing was swept
  const cell_result* reference() const;  ///< null when no cell is ok
  std::uint64_t concurrency() const;     ///< the most that any of the executors had
};

/// What the times of a report are: "time", or in an open loop "p99".
std::string_view time_name(const plan& asked);

/// In the order of the report, which must outlive the results.
std::vector<scenario_results> results_of(const report& result);

/// The name of the cell's status; "interrupted" for one that an interruption left without samples, and "not run" for
/// one whose first sample is still to come.
std::string state_of(const cell& of);

/// Whether a scenario's tasks do nothing, so that the executor's own cost is what it measures, or are items
/// that the executor never sees.
bool measures_executors(const scenario_facts& of);

/// "FAILED", "INCORRECT", "n/a", "not run": capitals make a failure stand out where there are no colours.
std::string status_word(const cell& of);

/// The same, with "FAILED 3 of 10 tasks" where tasks failed; "3 of 1000 tasks failed, as was allowed" of an
/// ok cell, and empty where none failed.
std::string status_text(const cell& of);

/// Tasks of a cell, over all its samples.
struct task_counts {
  std::uint64_t failed = 0;
  std::uint64_t all = 0;
};
task_counts count_tasks(const cell& of);

/// Why a cell is not ok: of a failed one, or one whose failures were allowed, the reasons of its tasks over
/// all samples, most frequent first; else its own reason, with a count of 0.
std::vector<error_count> failure_reasons(const cell& of);

/// The value of the fact called `name`, or nothing.
std::string fact_value(const environment& facts, std::string_view name);

}  // namespace concbench
