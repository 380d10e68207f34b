// A process that runs one task after another: what it is asked through its channel, and what it answers.
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

/// A copy of this process that waits to be given tasks. It answers them in a context of its own: connections,
/// for example, are its own.
class task_process {
 public:
  /// Throws std::system_error when the system does not give one.
  task_process();

  /// Whether its copy of the memory holds this scenario.
  bool knows(const scenario& work) const noexcept { return work.number() < knows_below_; }

  pid_t id() const noexcept { return process_.id(); }
  int channel() const noexcept {
    return process_.channel();
  }  ///< readable when an answer has come, or its end

  /// Gives it a task of a scenario that it knows; it must have none. False when it has ended.
  bool give(scenario& work, task_id id) noexcept;

  /// Waits for the answer. Empty when it has ended instead.
  std::optional<task_answer> answer();

  /// What its copy of the scenario has counted, and its allocations. Empty when it has ended instead.
  std::optional<tally> count(scenario& work);

  /// Lets it end when it is done, without waiting for that; the destructor ends it at once.
  void hang_up() noexcept { process_.hang_up(); }
  void wait() noexcept { process_.wait(); }

  /// Ends it, unless it has ended, and says how that was: why a task of it has no answer.
  std::string end();

 private:
  std::uint64_t knows_below_ = scenario::made();  // before the process is made
  forked_process process_;
};

}  // namespace concbench
