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
#include "system/environment.hpp"

namespace concbench {

/// How a sample or a cell ended. Ordered from best to worst, except that `not_applicable` never competes: a
/// cell that cannot run has no samples.
enum class status { ok, failed, timeout, crashed, incorrect, not_applicable };

/// "ok", "failed", "timeout", "crashed", "incorrect", "n/a".
std::string to_string(status);
std::optional<status> parse_status(std::string_view);

/// Quantiles of the tasks' times in one sample, nearest rank, nanoseconds; all 0 when no task ended ok.
struct latency_summary {
  std::int64_t p50 = 0;
  std::int64_t p90 = 0;
  std::int64_t p99 = 0;
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
  std::int64_t startup_ns = 0;   ///< the executor's start(): threads made, loop built
  std::int64_t teardown_ns = 0;  ///< the executor's stop()
  std::int64_t cpu_user_ns = 0;  ///< tick-scaled split: trust the sum with cpu_system_ns
  std::int64_t cpu_system_ns = 0;
  std::int64_t process_cpu_ns = 0;  ///< the whole process, from exec to the end of stop()
  std::int64_t server_cpu_ns = 0;   ///< the loopback server's CPU over the run; 0 when none was used
  std::uint64_t voluntary_switches = 0;
  std::uint64_t involuntary_switches = 0;
  std::uint64_t minor_faults = 0;
  std::uint64_t major_faults = 0;
  std::uint64_t peak_rss_bytes = 0;      ///< VmHWM of the process
  std::uint64_t rss_increase_bytes = 0;  ///< over a baseline read before start()
  std::uint64_t peak_threads = 0;

  std::uint64_t tasks_ok = 0;
  std::uint64_t tasks_failed = 0;
  std::vector<error_count> errors;  ///< most frequent first
  latency_summary latency_ns;       ///< service time: from when a lane took the task
  latency_summary sojourn_ns;       ///< from the start of the batch
  std::uint64_t digest = 0;         ///< of all answers, whatever their order
  std::map<std::string, std::int64_t>
      counters;                    ///< what the scenario counted, for example connections_opened
  std::vector<std::string> notes;  ///< how the work was done where that can vary, for example the file engine
};

/// One scenario × one executor × one set of parameter values.
struct cell {
  std::string scenario;
  std::string executor;
  parameter_values params;
  std::uint64_t tasks = 0;
  std::uint64_t concurrency = 0;
  enum status status = status::ok;   ///< the worst of its samples'
  std::string reason = {};           ///< why, when not ok
  std::vector<sample> samples = {};  ///< in the order they were taken; warm-up rounds are not kept
};

/// What was asked for.
struct plan {
  std::string command;  ///< the full command line, quoted for a shell
  std::string profile;
  std::uint64_t seed = 0;
  std::int64_t rounds = 0;
  std::int64_t warmup = 0;
  std::string baseline;  ///< the executor that speedups refer to
  std::vector<std::string> scenarios;
  std::vector<std::string> executors;
  std::vector<std::string> targets;  ///< foreign URLs, empty for the loopback server
  bool interrupted = false;          ///< ended early by Ctrl-C
};

struct report {
  static constexpr int schema_version = 1;
  std::string tool_version;
  std::string revision;
  std::string started;  ///< ISO 8601, UTC
  concbench::environment environment;
  concbench::plan plan;
  std::vector<cell> cells;  ///< scenario by scenario, executors in the order asked for
};

}  // namespace concbench
