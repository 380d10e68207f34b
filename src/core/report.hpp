// The report: the plan, the environment and every sample. All output is made from it. It is plain data without
// behaviour.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/parameters.hpp"
#include "core/scenario_facts.hpp"
#include "core/timeline.hpp"
#include "system/environment.hpp"

namespace concbench {

/// How a sample or a cell ended, from best to worst. `not_applicable` is not worse than the others: a cell that cannot
/// run has no samples. `saturated` exists in open loops only: nothing went wrong, but the model could not keep up with
/// the rate. Such a cell has figures, and is not compared.
enum class status { ok, saturated, failed, timeout, crashed, incorrect, not_applicable };

/// "ok", "saturated", "failed", "timeout", "crashed", "incorrect", "n/a".
std::string to_string(status);
std::optional<status> parse_status(std::string_view);

/// Quantiles of the tasks' times in one sample (nearest rank), in nanoseconds; all 0 when no task ended ok.
struct latency_summary {
  std::int64_t p50 = 0;
  std::int64_t p90 = 0;
  std::int64_t p99 = 0;
  std::int64_t p999 = 0;
  std::int64_t max = 0;
};

struct error_count {
  std::string reason;
  std::uint64_t count = 0;
};

/// What a model could not do at a rate that it did not sustain. `nothing`: it sustained the rate.
enum class rate_stop { nothing, late_starts, latency, errors };

/// "nothing", "late-starts", "latency", "errors".
std::string to_string(rate_stop);
std::optional<rate_stop> parse_rate_stop(std::string_view);

/// What one round of a search for the highest rate found. Rates are in tasks per second.
struct found_rate {
  double rate = 0;              ///< the highest rate that the model sustained; the sample was taken at it
  bool none_sustained = false;  ///< not even the lowest rate, which `rate` then is
  /// What the model could not do at the next higher rate. `nothing`: it sustained the highest rate that was asked for, and
  /// may sustain more.
  rate_stop stop = rate_stop::nothing;
  double stopped_at = 0;  ///< that rate; 0 where nothing stopped it
  std::int64_t stopped_ns =
      0;  ///< the limited quantile there, or the p99 without a limit; 0 where nothing stopped it
};

/// One execution of one cell, in a process of its own. Unless a comment says otherwise, figures cover the run alone,
/// from the end of `start()` to the beginning of `stop()`.
struct sample {
  std::int64_t round = 0;
  std::size_t position = 0;  ///< place of this executor in its round, the first is 0
  enum status status = status::ok;
  std::string reason;  ///< empty when ok
  /// Open loop: how the model could not keep up with the rate, also where the status says something worse, or where failed
  /// tasks were allowed; empty when it kept up.
  std::string saturation;

  std::int64_t wall_ns = 0;
  std::int64_t last_start_ns = 0;  ///< from the start of the run until its last task began
  std::int64_t startup_ns = 0;     ///< duration of the executor's start(), which makes threads and loops
  std::int64_t teardown_ns = 0;    ///< duration of the executor's stop()
  std::int64_t cpu_user_ns = 0;    ///< split by clock ticks: only the sum with cpu_system_ns is exact
  std::int64_t cpu_system_ns = 0;
  std::int64_t process_cpu_ns = 0;  ///< of the whole process, from exec until its answers are judged
  std::int64_t server_cpu_ns = 0;   ///< CPU time of the loopback server during the run; 0 when none was used
  std::uint64_t voluntary_switches = 0;
  std::uint64_t involuntary_switches = 0;
  std::uint64_t minor_faults = 0;
  std::uint64_t major_faults = 0;
  std::uint64_t peak_rss_bytes = 0;      ///< VmHWM of the process
  std::uint64_t rss_increase_bytes = 0;  ///< above a baseline that is read before start()
  std::uint64_t page_table_bytes = 0;    ///< VmPTE at the end of the run, before stop()
  std::uint64_t peak_threads = 0;
  std::uint64_t peak_tasks = 0;           ///< the most tasks at one moment that had begun and not ended
  std::uint64_t allocations = 0;          ///< calls of malloc and the like; 0 unless the sample counted them
  std::uint64_t missed_starts = 0;        ///< open loop: tasks that began late, see analysis::missed_starts
  std::uint64_t ended_by_last_start = 0;  ///< open loop: tasks that had ended ok when the last one began

  std::uint64_t tasks_ok = 0;
  std::uint64_t tasks_failed = 0;
  std::uint64_t tasks_dropped = 0;  ///< open loop: failed tasks that were too late to begin
  std::vector<error_count> errors;  ///< most frequent first
  latency_summary latency_ns;       ///< service time: from when a lane took the task
  latency_summary sojourn_ns;       ///< from the start of the batch
  latency_summary response_ns;      ///< open loop: from the moment the task was due; else all 0
  std::uint64_t digest = 0;         ///< of all answers, independent of their order
  /// What the scenario counted, for example connections_opened.
  std::map<std::string, std::int64_t> counters;
  /// How the work was done, where that can differ: the file engine, for example.
  std::vector<std::string> notes;
  /// In a search for the highest rate: the result of its round, whose sample at the found rate this is.
  std::optional<found_rate> found = {};
};

/// What ended the rounds of a scenario.
enum class rounds_limit {
  rounds,              ///< the largest number of rounds was taken
  precision,           ///< the intervals are as narrow as was asked for
  budget,              ///< the next round would have ended after the budget
  nothing_to_compare,  ///< with a precision: there are no two cells to compare
  failures,            ///< none of the cells can run any more
  interruption,        ///< Ctrl-C
};

/// "rounds", "precision", "budget", "nothing-to-compare", "failures", "interruption".
std::string to_string(rounds_limit);
std::optional<rounds_limit> parse_rounds_limit(std::string_view);

/// How the rounds of a scenario ended.
struct rounds_end {
  rounds_limit limit;
  /// With a budget: the expected time of the next round, which is the time of the last one.
  std::int64_t next_round_ns = 0;
  std::int64_t left_ns = 0;  ///< with a budget: what was left of it

  bool operator==(const rounds_end&) const = default;
};

/// One scenario × one executor × one set of parameter values.
struct cell {
  std::string scenario;
  std::string executor;
  parameter_values params;
  std::uint64_t tasks = 0;
  std::uint64_t concurrency = 0;
  /// The worst of its samples, or worse when one could not be taken. Saturated: at least half of them are, and none is
  /// worse.
  enum status status = status::ok;
  std::string reason = {};           ///< why it is not ok
  bool interrupted = false;          ///< n/a only because the run ended before its first sample
  std::vector<sample> samples = {};  ///< in the order in which they were taken; without warm-up rounds
  std::optional<task_timeline> timeline = {};  ///< of one more round, when the user asked for it
  /// The same for all cells of its scenario; empty while rounds are taken.
  std::optional<rounds_end> ended = {};
};

/// A program that speaks the worker protocol and takes part in a run.
struct worker_program {
  std::string name;
  std::string command;  ///< as the user gave it: in the words of a shell
};

/// A parameter, "tasks" or "concurrency", and the values that the sweep gives it one after another.
struct sweep {
  std::string parameter;
  std::vector<std::string> values;  ///< canonical texts
};

/// What requests to foreign targets contained besides their URLs. No values are kept, because each may be secret.
struct request_summary {
  std::string method = "GET";             ///< of several requests all methods: "GET, POST"
  std::vector<std::string> headers = {};  ///< names of header fields that were given
  std::uint64_t body_bytes = 0;           ///< of all bodies
  /// 64 hexadecimal digits; empty: no body. Of several requests, that of their methods, names of fields and bodies.
  std::string body_sha256 = {};
  bool insecure = false;       ///< the certificates were not checked
  std::uint64_t requests = 1;  ///< 1: all targets get the same request; otherwise one for each target
  std::string expected = {};   ///< statuses that were right answers, as "200,404"; empty: any success
  bool compressed = false;     ///< gzip and deflate were asked for, and undone
  std::vector<std::string> routes = {};  ///< how targets were reached, as options: "--unix-socket /run/a"

  bool operator==(const request_summary&) const = default;
};

/// A service level objective: a quantile of the time from when tasks were due must be below a time.
struct latency_limit {
  std::string quantile = {};  ///< "p50", "p99", "p99.9"
  std::int64_t below_ns = 0;  ///< 0: no limit
};

/// What the user asked for.
struct plan {
  std::string command = {};  ///< the full command line, quoted for a shell
  std::string profile = {};
  std::uint64_t seed = 0;
  std::int64_t rounds = 0;
  std::int64_t warmup = 0;
  std::string baseline = {};  ///< the executor that speedups compare with
  std::vector<std::string> scenarios = {};
  std::vector<std::string> executors = {};
  std::vector<std::string> targets = {};  ///< foreign URLs, empty for the loopback server
  request_summary request = {};           ///< what requests to these targets contained
  double precision = 0;        ///< rounds end when intervals are this narrow (0.02: 2 %); 0: after `rounds`
  std::int64_t budget_ns = 0;  ///< rounds end after this time; 0: no limit
  double rate = 0;             ///< open loop: tasks due per second; 0: closed loop
  /// Above 0: the highest rate that each model sustains is searched from `rate` to this one.
  double highest_rate = 0;
  std::int64_t step_ns = 0;  ///< of such a search: the time over which the tasks at one rate are due
  latency_limit slo =
      {};  ///< of such a search: a model whose quantile is not below it does not sustain the rate
  /// The part of a sample's tasks that may fail while the sample is still ok (0.02: 2 %).
  double allowed_errors = 0;
  std::string server = {};       ///< URL of the server that was used instead of the run's own; empty: none
  std::string cpus = {};         ///< CPUs that workers were bound to, as "0,2-3"; empty: not bound
  std::string server_cpus = {};  ///< the same for the run's own server
  /// Further worker programs; their executors are called "name:executor".
  std::vector<worker_program> workers = {};
  std::vector<sweep> sweeps = {};
  bool interrupted = false;  ///< Ctrl-C ended the run early

  /// Whether a run searches the highest rate that each model sustains.
  bool searches_rate() const { return highest_rate > 0; }

  /// Whether `rounds` is the number of rounds. With a precision or a budget it is not.
  bool has_fixed_rounds() const { return precision == 0 && budget_ns == 0; }
};

/// An executor compared with itself: two samples of it in each round show how large the machine's noise alone is.
struct noise_record {
  std::string scenario;
  std::string executor;
  std::vector<std::pair<std::int64_t, std::int64_t>> pairs;  ///< wall_ns of the first and of the second
};

/// What an empty task costs with an executor: samples of the scenario with empty tasks, which are taken between the
/// rounds.
struct dispatch_record {
  std::string executor;
  std::uint64_t tasks = 0;            ///< of each sample
  std::vector<std::int64_t> wall_ns;  ///< of each sample
};

struct report {
  static constexpr int schema_version = 2;
  std::string tool_version;
  std::string revision;
  std::string started;          ///< ISO 8601, UTC
  std::int64_t elapsed_ns = 0;  ///< of the whole run, including set-up
  concbench::environment environment;
  concbench::plan plan;
  noise_record noise;
  std::vector<dispatch_record>
      dispatch;             ///< empty when the scenario with empty tasks is one of the scenarios
  std::vector<cell> cells;  ///< scenario by scenario; executors in the order in which the user named them
  /// What the scenarios of the cells declare, each scenario once. Empty in an older report; reported_facts reads both.
  std::vector<scenario_facts> scenarios = {};
};

}  // namespace concbench
