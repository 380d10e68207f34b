// An executor: a named concurrency model. It takes a batch of tasks and returns when the last one has ended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "core/scenario.hpp"

namespace concbench {

class task_batch;

/// What tasks left in the memory of processes other than the calling one.
struct tally {
  std::map<std::string, std::int64_t> counters = {};  ///< to be added to those of the scenario
  std::uint64_t allocations = 0;  ///< calls of malloc and its kin since the processes were made
};

class executor {
 public:
  virtual ~executor() = default;

  /// Why it cannot run this scenario; empty when it can. A cell that is refused is n/a, never faked.
  virtual std::optional<std::string> refuses(const scenario&) const = 0;

  /// Pools and loops come up: measured as start-up, not as run. `concurrency` ≥ 1 is the most tasks alive at
  /// once.
  virtual void start(std::size_t concurrency) = 0;

  /// Returns when no task is left. May be called more than once between `start` and `stop`.
  virtual void run(task_batch&) = 0;

  /// Gives back what `start` took.
  virtual void stop() noexcept {}

  /// The processes, besides the calling one, in which it runs tasks now: what they use is counted with it.
  virtual std::vector<pid_t> processes() const { return {}; }

  /// What was counted there. After `run`, before `stop`.
  virtual tally counted_elsewhere(scenario&) { return {}; }
};

/// All that is known of an executor without making one.
struct executor_declaration {
  std::string name;
  std::string summary;
  int order = 0;              ///< place in lists, lowest first
  bool concurrent = true;     ///< otherwise it has one lane, whatever the concurrency
  bool by_default = false;    ///< takes part where no executors are asked for
  bool in_processes = false;  ///< runs its tasks in other processes, one for each task at once
  bool is_baseline = false;   ///< speedups refer to it where no other is asked for
  bool shows_noise = false;   ///< it is held against itself, to see what noise alone looks like
  std::string lacks = {};     ///< why this build cannot run it, and the package that would mend that
  std::function<std::unique_ptr<executor>()> make;
};

/// The refusal of models whose tasks block a thread.
std::optional<std::string> refuse_without_blocking_face(const scenario&);

/// The refusal of models whose tasks block a process of their own.
std::optional<std::string> refuse_in_other_processes(const scenario&);

/// The refusal of models whose tasks are completion handlers.
std::optional<std::string> refuse_without_callback_face(const scenario&);

/// The refusal of models whose tasks have stacks of their own.
std::optional<std::string> refuse_without_fiber_face(const scenario&);

/// The refusal of models whose tasks suspend.
std::optional<std::string> refuse_without_coroutine_face(const scenario&);

/// The refusal of models whose tasks suspend on a loop that several threads run.
std::optional<std::string> refuse_without_strand_face(const scenario&);

/// The refusal of a model that has fewer lanes than a scenario has actors.
std::optional<std::string> refuse_too_few_lanes(const scenario&, const executor_declaration&,
                                                std::size_t concurrency);

}  // namespace concbench
