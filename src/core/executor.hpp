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
#include "system/resource_usage.hpp"

namespace concbench {

class task_batch;

/// What the tasks left in the memory of other processes.
struct tally {
  std::map<std::string, std::int64_t> counters = {};  ///< to be added to the counters of the scenario
  std::uint64_t allocations = 0;  ///< calls of malloc and the like since they first ran this scenario
  resource_usage programs = {};   ///< of the programs that they have started and reaped since then
};

class executor {
 public:
  virtual ~executor() = default;

  /// Says why it cannot run this scenario; empty when it can. The cell of a refused scenario is n/a; nothing is faked.
  virtual std::optional<std::string> refuses(const scenario&) const = 0;

  /// Makes pools and loops. This is measured as start-up, not as part of the run. `concurrency` ≥ 1 is the most tasks
  /// alive at once.
  virtual void start(std::size_t concurrency) = 0;

  /// Runs tasks until none is left. May be called more than once between `start` and `stop`.
  virtual void run(task_batch&) = 0;

  /// Releases what `start` made.
  virtual void stop() noexcept {}

  /// The other processes in which it runs tasks now. What they use is counted together with what this process uses.
  virtual std::vector<pid_t> processes() const { return {}; }

  /// What was counted in those processes. Call it after `run` and before `stop`.
  virtual tally counted_elsewhere(scenario&) { return {}; }
};

/// How a model runs the parts of one task, such as the requests of `parallel(…)`.
enum class part_order {
  in_turn,     ///< one after another: a task has one thread
  where_idle,  ///< at once as far as threads of the model are idle
  at_once,
};

/// What is known about an executor without making one.
struct executor_declaration {
  std::string name;
  std::string summary;
  int order = 0;            ///< its place in lists, lowest first
  bool concurrent = true;   ///< false: it runs one task at a time, whatever the concurrency
  bool by_default = false;  ///< takes part when the user names no executors
  part_order parts = part_order::in_turn;
  bool in_processes = false;  ///< runs its tasks in other processes, one for each task at once
  bool is_baseline = false;   ///< speedups compare with it when the user names no other executor
  bool shows_noise = false;   ///< it is compared with itself, to show how large the noise alone is
  std::string lacks = {};  ///< why this build cannot run it, and which package to install; empty when it can
  std::function<std::unique_ptr<executor>()> make;
};

/// Refuses scenarios for models whose tasks block a thread.
std::optional<std::string> refuse_without_blocking_face(const scenario&);

/// Refuses scenarios for models that run each task in another process, which it blocks.
std::optional<std::string> refuse_in_other_processes(const scenario&);

/// Refuses scenarios for models whose tasks are completion handlers.
std::optional<std::string> refuse_without_callback_face(const scenario&);

/// Refuses scenarios for models whose tasks have their own stacks (fibers).
std::optional<std::string> refuse_without_fiber_face(const scenario&);

/// Refuses scenarios for models whose tasks suspend.
std::optional<std::string> refuse_without_coroutine_face(const scenario&);

/// Refuses scenarios for models whose tasks suspend on a loop that several threads run.
std::optional<std::string> refuse_without_strand_face(const scenario&);

/// Refuses scenarios with more actors than the model has lanes.
std::optional<std::string> refuse_too_few_lanes(const scenario&, const executor_declaration&,
                                                std::size_t concurrency);

}  // namespace concbench
