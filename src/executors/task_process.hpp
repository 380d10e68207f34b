// A process that runs one task after another. Requests and answers are sent through its channel.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/executor.hpp"
#include "core/task.hpp"
#include "system/forked_process.hpp"

namespace concbench {

/// How a task ended in another process.
struct task_answer {
  std::int64_t start_ns = 0;  ///< when that process took it
  std::int64_t end_ns = 0;
  digest answer = 0;
  std::string error = {};  ///< why it failed; empty when it did not
};

/// A copy of this process that waits for tasks. It runs them in a context of its own, with its own connections, for
/// example.
class task_process {
 public:
  /// Throws std::system_error when the system refuses a process.
  task_process();

  /// Whether its copy of the memory contains this scenario.
  bool knows(const scenario& work) const noexcept { return work.number() < knows_below_; }

  pid_t id() const noexcept { return process_.id(); }
  int channel() const noexcept {
    return process_.channel();
  }  ///< readable when an answer has come, or when the process has ended

  /// Gives it a task of a scenario that it knows. It must not have a task already. Returns false when the process has
  /// ended.
  bool give(scenario& work, task_id id) noexcept;

  /// Waits for the answer. Empty when the process has ended instead.
  std::optional<task_answer> answer();

  /// What its copy of the scenario has counted, and its allocations. Empty when the process has ended instead.
  std::optional<tally> count(scenario& work);

  /// Lets the process end when it is done, without waiting. (The destructor kills it.)
  void hang_up() noexcept { process_.hang_up(); }
  void wait() noexcept { process_.wait(); }

  /// Ends the process, if it has not ended, and says how it ended: why its task has no answer.
  std::string end();

 private:
  std::uint64_t knows_below_ = scenario::made();  // before the process is made
  forked_process process_;
};

}  // namespace concbench
