// The report: plan + environment + every sample. All that any output is made from; plain data, no behaviour.
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

/// How a sample or a cell ended. Ordered from best to worst, except that `not_applicable` never competes: a
/// cell that cannot run has no samples. `saturated`, in an open loop: nothing went wrong, but the model could
/// not keep up with the rate; it has figures, and is not compared.
enum class status { ok, saturated, failed, timeout, crashed, incorrect, not_applicable };

/// "ok", "saturated", "failed", "timeout", "crashed", "incorrect", "n/a".
std::string to_string(status);
std::optional<status> parse_status(std::string_view);

/// Quantiles of the tasks' times in one sample, nearest rank, nanoseconds; all 0 when no task ended ok.
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

/// One execution of one cell in a process of its own. Unless said otherwise the figures cover the run alone:
/// after `start()`, before `stop()`.
struct sample {
  std::int64_t round = 0;
  std::size_t position = 0;  ///< place of this executor in its round, 0 first
  enum status status = status::ok;
  std::string reason;  ///< empty when ok

  std::int64_t wall_ns = 0;
  std::int64_t last_start_ns = 0;  ///< from the start of the run until its last task began
  std::int64_t startup_ns = 0;     ///< the executor's start(): threads made, loop built
  std::int64_t teardown_ns = 0;    ///< the executor's stop()
  std::int64_t cpu_user_ns = 0;    ///< tick-scaled split: trust the sum with cpu_system_ns
  std::int64_t cpu_system_ns = 0;
  std::int64_t process_cpu_ns = 0;  ///< the whole process, from exec until its answer is judged
  std::int64_t server_cpu_ns = 0;   ///< the loopback server's CPU over the run; 0 when none was used
  std::uint64_t voluntary_switches = 0;
  std::uint64_t involuntary_switches = 0;
  std::uint64_t minor_faults = 0;
  std::uint64_t major_faults = 0;
  std::uint64_t peak_rss_bytes = 0;      ///< VmHWM of the process
  std::uint64_t rss_increase_bytes = 0;  ///< over a baseline read before start()
  std::uint64_t page_table_bytes = 0;    ///< VmPTE at the end of the run, before stop()
  std::uint64_t peak_threads = 0;
  std::uint64_t peak_tasks = 0;     ///< tasks begun and not ended: the most at one moment
  std::uint64_t allocations = 0;    ///< calls of malloc and its kin; 0 unless the sample counted them
  std::uint64_t missed_starts = 0;  ///< open loop: tasks that began late, see analysis::missed_starts

  std::uint64_t tasks_ok = 0;
  std::uint64_t tasks_failed = 0;
  std::uint64_t tasks_dropped = 0;  ///< open loop: those of the failed that were too late to begin
  std::vector<error_count> errors;  ///< most frequent first
  latency_summary latency_ns;       ///< service time: from when a lane took the task
  latency_summary sojourn_ns;       ///< from the start of the batch
  latency_summary response_ns;      ///< open loop: from the moment the task was due; else all 0
  std::uint64_t digest = 0;         ///< of all answers, whatever their order
  std::map<std::string, std::int64_t>
      counters;                    ///< what the scenario counted, for example connections_opened
  std::vector<std::string> notes;  ///< how the work was done where that can vary, for example the file engine
};

/// What ends the rounds of a scenario.
enum class rounds_limit {
  rounds,              ///< all that there may be were taken
  precision,           ///< its intervals are as narrow as was asked for
  budget,              ///< the next round would have ended after the budget
  nothing_to_compare,  ///< with a precision: no two of its cells can be compared
  failures,            ///< none of its cells can be run any more
  interruption,        ///< Ctrl-C
};

/// "rounds", "precision", "budget", "nothing-to-compare", "failures", "interruption".
std::string to_string(rounds_limit);
std::optional<rounds_limit> parse_rounds_limit(std::string_view);

/// How the rounds of a scenario ended.
struct rounds_end {
  rounds_limit by;
  std::int64_t next_round_ns = 0;  ///< by a budget: how long its last round took, and so the next one would
  std::int64_t left_ns = 0;        ///< by a budget: what was left of it

  bool operator==(const rounds_end&) const = default;
};

/// One scenario × one executor × one set of parameter values.
struct cell {
  std::string scenario;
  std::string executor;
  parameter_values params;
  std::uint64_t tasks = 0;
  std::uint64_t concurrency = 0;
  enum status status = status::ok;   ///< the worst of its samples', or worse where one could not be taken
  std::string reason = {};           ///< why, when not ok
  bool interrupted = false;          ///< n/a, but only because the run ended before its first sample
  std::vector<sample> samples = {};  ///< in the order they were taken; warm-up rounds are not kept
  std::optional<task_timeline> timeline = {};  ///< of one round more, where that was asked for
  std::optional<rounds_end> ended =
      {};  ///< the same for all cells of its scenario; empty while rounds are taken
};

/// A program that speaks the worker protocol and takes part in a run.
struct worker_program {
  std::string name;
  std::string command;  ///< as it was given, for a shell's words
};

/// A parameter, or "tasks" or "concurrency", and the values it was given one after another.
struct sweep {
  std::string parameter;
  std::vector<std::string> values;  ///< canonical texts
};

/// What requests to foreign targets had besides their URLs, without any value: each may be secret.
struct request_summary {
  std::string method = "GET";
  std::vector<std::string> headers = {};  ///< names of header fields that were given
  std::uint64_t body_bytes = 0;
  std::string body_sha256 = {};  ///< 64 hexadecimal digits; empty: no body
  bool insecure = false;         ///< certificates were not checked

  bool operator==(const request_summary&) const = default;
};

/// What was asked for.
struct plan {
  std::string command = {};  ///< the full command line, quoted for a shell
  std::string profile = {};
  std::uint64_t seed = 0;
  std::int64_t rounds = 0;
  std::int64_t warmup = 0;
  std::string baseline = {};  ///< the executor that speedups refer to
  std::vector<std::string> scenarios = {};
  std::vector<std::string> executors = {};
  std::vector<std::string> targets = {};  ///< foreign URLs, empty for the loopback server
  request_summary request = {};           ///< to these
  double precision = 0;          ///< rounds stop at intervals this wide (0.02: 2 %); 0: after `rounds`
  std::int64_t budget_ns = 0;    ///< rounds stop after this time; 0: no budget
  double rate = 0;               ///< open loop: tasks due per second; 0: closed loop
  double allowed_errors = 0;     ///< the part of a sample's tasks that may fail in an ok one (0.02: 2 %)
  std::string server = {};       ///< URL of the server that took the place of the run's own; empty: none
  std::string cpus = {};         ///< CPUs that workers were bound to, as "0,2-3"; empty: not bound
  std::string server_cpus = {};  ///< the same for the run's own server
  std::vector<worker_program> workers = {};  ///< further worker programs, whose executors are "name:executor"
  std::vector<sweep> sweeps = {};
  bool interrupted = false;  ///< ended early by Ctrl-C

  /// Whether `rounds` says how many are taken, and not a precision or a budget.
  bool has_fixed_rounds() const { return precision == 0 && budget_ns == 0; }
};

/// An executor against itself, taken twice in each round: what the machine's noise alone looks like.
struct noise_record {
  std::string scenario;
  std::string executor;
  std::vector<std::pair<std::int64_t, std::int64_t>> pairs;  ///< wall_ns of the first and of the second
};

/// What an empty task costs under an executor: samples of a scenario of empty tasks, taken beside the rounds.
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
  std::int64_t elapsed_ns = 0;  ///< the whole run, set-up included
  concbench::environment environment;
  concbench::plan plan;
  noise_record noise;
  std::vector<dispatch_record> dispatch;  ///< none where such a scenario is in the run
  std::vector<cell> cells;                ///< scenario by scenario, executors in the order asked for
  /// What the scenarios of the cells declare, each once; see reported_facts, also for an older report, which has none.
  std::vector<scenario_facts> scenarios = {};
};

}  // namespace concbench
