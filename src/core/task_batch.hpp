// The only door through which an executor reaches tasks: it brackets each with two stamps and keeps its
// outcome.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "core/report.hpp"
#include "core/scenario.hpp"
#include "core/task.hpp"

namespace concbench {

/// The tasks of one sample. It brackets a task and does not wrap it: another coroutine frame would cost
/// 130–320 bytes and 10 ns a task. All records exist, and their pages are touched, before the memory baseline
/// is read.
///
/// Different tasks may be begun and ended on different threads at the same time; one task by one thread at a
/// time.
class task_batch {
 public:
  task_batch(scenario& work, std::size_t count);

  std::size_t size() const noexcept { return records_.size(); }

  /// Stamps the start of a task.
  void begin(task_id id) noexcept { records_[id].start_ns = now_ns(); }

  /// Stamps the end of a task. An exception becomes that task's outcome.
  void end(task_id id, digest answer, const std::exception_ptr& error = {}) noexcept {
    auto& record = records_[id];
    record.end_ns = now_ns();
    if (error) [[unlikely]]
      return fail(record, error);
    record.answer = answer;
    record.outcome = task_outcome::ok;
  }

  /// For models whose threads block: begins, runs and ends a task.
  void run(task_id id, blocking_context& context) noexcept {
    begin(id);
    try {
      end(id, blocking_->run(context, id));
    } catch (...) {
      end(id, {}, std::current_exception());
    }
  }

  /// For models that suspend: the scenario's own coroutine, to be spawned between begin and end.
  awaitable<digest> co_run(task_id id, coroutine_context& context) { return coroutine_->co_run(context, id); }

  std::span<const task_record> records() const noexcept { return records_; }

  /// Failed tasks by reason, most frequent first. At most 20 reasons are told apart; the rest are "other
  /// reasons".
  std::vector<error_count> errors() const;

  /// The most tasks that were begun and not ended at one moment.
  std::size_t peak_tasks() const;

  /// All answers in one number that does not depend on the order in which the tasks ran.
  digest combined() const noexcept;

 private:
  void fail(task_record& record, const std::exception_ptr& error) noexcept;

  blocking_face* blocking_;
  coroutine_face* coroutine_;
  std::vector<task_record> records_;
  mutable std::mutex mutex_;
  std::vector<error_count> errors_;
};

}  // namespace concbench
