// The only door through which an executor reaches tasks: it brackets each with two stamps and keeps its
// outcome.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "core/faces.hpp"
#include "core/report.hpp"
#include "core/scenario.hpp"
#include "core/task.hpp"

namespace concbench {

class thread_notes;

/// What an exception says of itself.
std::string reason_of(const std::exception_ptr& error);

/// The tasks of one sample. It brackets a task and does not wrap it: another coroutine frame would cost
/// 130–320 bytes and 10 ns a task. All records exist, and their pages are touched, before the memory baseline
/// is read.
///
/// In a closed loop every task is due at once: a lane takes its next one when it has ended the last. In an
/// open loop (`pace`) each has its own time, and no task begins before it.
///
/// Different tasks may be begun and ended on different threads at the same time; one task by one thread at a
/// time.
class task_batch {
 public:
  task_batch(scenario& work, std::size_t count);
  ~task_batch();

  /// All tasks, also those that are still to be spawned; of actors, what they pass on.
  std::size_t size() const noexcept { return size_; }

  /// The tasks that there are at the start, 0 … that - 1: what `run` of an executor begins with.
  task_id first_tasks() const noexcept { return first_tasks_; }

  /// What the tasks are of.
  scenario& work() const noexcept { return work_; }

  /// Makes this an open loop: task i is due i / `rate` seconds after `start`, and is dropped once it, or one
  /// before it, could begin only later than `patience` after that. Before the first task; 0 < `rate` ≤ 10⁹.
  void pace(clock::time_point start, double rate, duration patience);

  bool is_paced() const noexcept { return spacing_ns_ > 0; }

  /// When a task is due. Open loop only.
  clock::time_point due(task_id id) const noexcept {
    return first_due_ + duration(static_cast<std::int64_t>(id * spacing_ns_));
  }

  /// Whether a task is not due yet. Never in a closed loop, where no clock is read for it.
  bool is_early(task_id id) const noexcept { return is_paced() && clock::now() < due(id); }

  /// Blocks the calling thread until a task is due. What `run` does first: for models whose tasks begin
  /// elsewhere.
  void wait_until_due(task_id id) const {
    if (is_early(id)) std::this_thread::sleep_until(due(id));
  }

  /// Makes the batch keep on which thread each task begins: before the first task, and in a round that is not
  /// counted. Tasks are then reached through faces of its own that take this note, so that a batch that keeps
  /// none does nothing more for it.
  void keep_threads();

  /// Of each task the number of the thread on which it began, see `this_thread_number`; 0 where it began in another
  /// process, or not at all. Empty unless `keep_threads` was called.
  std::span<const std::uint32_t> threads() const noexcept;

  /// How many tasks were dropped.
  std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

  /// Stamps the start of a task.
  void begin(task_id id) noexcept {
    if (recorded_ != nullptr) [[likely]]
      recorded_[id].start_ns = now_ns();
  }

  /// Stamps the end of a task. An exception becomes that task's outcome.
  void end(task_id id, digest answer, const std::exception_ptr& error = {}) noexcept {
    if (recorded_ != nullptr) [[likely]] {
      auto& record = recorded_[id];
      record.end_ns = now_ns();
      record.answer = answer;
      record.outcome = error ? task_outcome::failed : task_outcome::ok;
    }
    if (error) [[unlikely]]
      fail(id, error);
  }

  /// For models whose threads block: waits until a task is due, begins, runs and ends it.
  void run(task_id id, blocking_context& context) noexcept {
    wait_until_due(id);
    begin(id);
    try {
      drop_if_late(id);
      end(id, blocking_->run(context, id));
    } catch (...) {
      end(id, {}, std::current_exception());
    }
  }

  /// For models that suspend: the scenario's own coroutine, to be spawned between begin and end of a task
  /// that is not early. What it throws at once, in place of a coroutine, is the task's failure.
  awaitable<digest> co_run(task_id id, coroutine_context& context) {
    drop_if_late(id);
    return coroutine_->co_run(context, id);
  }
  asio::awaitable<digest, loop_strand> co_run(task_id id, strand_context& context) {
    drop_if_late(id);
    return strand_->co_run(context, id);
  }

  /// For models in completion handlers: starts a task between begin and end, if it is not early. What it
  /// throws is the task's failure.
  void start(task_id id, callback_context& context, task_end end) {
    drop_if_late(id);
    callback_->begin(context, id, end);
  }

  /// For fibers: what one runs on its own stack, between begin and end of a task that is not early.
  digest run_fiber(task_id id, fiber_context& context) {
    drop_if_late(id);
    return fiber_->run(context, id);
  }

  /// For models whose tasks run in other processes: stamps the start of a task that is due, before it is
  /// handed to one. False when the task was dropped, and so has ended.
  bool hand_over(task_id id) noexcept {
    begin(id);
    try {
      drop_if_late(id);
    } catch (...) {
      end(id, {}, std::current_exception());
      return false;
    }
    return true;
  }

  /// … and ends it with the stamps that the other process took: their clock is the same.
  void end_elsewhere(task_id id, std::int64_t start_ns, std::int64_t end_ns, digest answer,
                     const std::exception_ptr& error = {}) noexcept {
    end(id, answer, error);
    records_[id].start_ns = start_ns;
    records_[id].end_ns = end_ns;
  }

  /// Fails a task that the model cannot begin, and ends those that would wait for it.
  void refuse(task_id id, const std::exception_ptr& error) noexcept;

  /// One of each task; none where the scenario answers for all of them at once.
  std::span<const task_record> records() const noexcept { return records_; }

  /// How many tasks ended ok.
  std::uint64_t answered() const noexcept;

  /// The records themselves, for one who computes in their place: nothing else may be asked of the batch
  /// afterwards.
  std::span<task_record> use_up() noexcept { return records_; }

  /// Failed tasks by reason, most frequent first, without those that were dropped. At most 20 reasons are told
  /// apart; the rest are "other reasons". Where tasks have subjects (has_subjects), a reason names that of the
  /// first task, by number, that failed for it: "HTTP 404 Not Found (first: http://host/path)".
  std::vector<error_count> failures() const;

  /// The same with those that were dropped, which are one reason.
  std::vector<error_count> errors() const;

  /// All answers in one number that does not depend on the order in which the tasks ran.
  digest combined() const noexcept;

 private:
  struct failure {
    std::string reason;
    std::uint64_t count = 0;
    task_id first = 0;  ///< of those that failed for it
  };

  void fail(task_id id, const std::exception_ptr& error) noexcept;
  void drop_if_late(task_id id) {
    if (is_paced()) [[unlikely]]
      drop_late(id);
  }
  void drop_late(task_id id);

  scenario& work_;
  blocking_face* blocking_;
  coroutine_face* coroutine_;
  strand_face* strand_;
  callback_face* callback_;
  fiber_face* fiber_;
  const answers_as_one* as_one_;
  std::size_t size_;
  task_id first_tasks_;
  std::vector<task_record> records_;
  task_record* recorded_;  ///< the first of them; null when the scenario answers for all tasks at once
  double spacing_ns_ = 0;  ///< between two tasks that are due; 0: closed loop
  clock::time_point first_due_;
  duration patience_{0};
  std::atomic<std::uint64_t> dropped_ = 0;
  mutable std::mutex mutex_;
  std::vector<failure> failures_;
  std::unique_ptr<thread_notes> notes_;
};

}  // namespace concbench
