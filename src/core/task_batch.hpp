// The tasks of a sample as an executor sees them. The batch stamps the start and the end of each task and keeps its
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

/// The message of an exception.
std::string reason_of(const std::exception_ptr& error);

/// The tasks of one sample. The batch is called before and after a task, and does not wrap it: one more coroutine frame
/// would cost 130–320 bytes and 10 ns for each task. All records exist, and their pages have been written, before the
/// memory baseline is read.
///
/// In a closed loop every task is due at once: a lane takes its next task when its last one has ended. In an open loop
/// (`pace`) each task has its own time, and does not begin before it.
///
/// Different threads may begin and end different tasks at the same time. Only one thread at a time may use the same
/// task.
class task_batch {
 public:
  task_batch(scenario& work, std::size_t count);
  ~task_batch();

  /// The number of all tasks, also of those that are still to be spawned. For actors, the number of items that they
  /// pass on.
  std::size_t size() const noexcept { return size_; }

  /// How many tasks there are at the start. Their numbers begin at 0; `run` of an executor begins with them.
  task_id first_tasks() const noexcept { return first_tasks_; }

  /// The scenario that the tasks belong to.
  scenario& work() const noexcept { return work_; }

  /// Makes this an open loop: task i is due i / `rate` seconds after `start`. A task is dropped when it, or a task
  /// before it, could begin only later than `patience` after that time. Call it before the first task. 0 < `rate` ≤
  /// 10⁹.
  void pace(clock::time_point start, double rate, duration patience);

  bool is_paced() const noexcept { return spacing_ns_ > 0; }

  /// When a task is due. For open loops only.
  clock::time_point due(task_id id) const noexcept {
    return first_due_ + duration(static_cast<std::int64_t>(id * spacing_ns_));
  }

  /// Whether a task is not due yet. Always false in a closed loop, where the clock is not read.
  bool is_early(task_id id) const noexcept { return is_paced() && clock::now() < due(id); }

  /// Blocks the calling thread until a task is due. `run` does this by itself; use it in models whose tasks begin
  /// elsewhere.
  void wait_until_due(task_id id) const {
    if (is_early(id)) std::this_thread::sleep_until(due(id));
  }

  /// Makes the batch note on which thread each task begins. Call it before the first task, and only in a round that is
  /// not counted. The batch then calls tasks through faces that take this note; without them it has no extra cost.
  void keep_threads();

  /// For each task the number of the thread on which it began (see `this_thread_number`). It is 0 when the task began
  /// in another process, or did not begin. Empty unless `keep_threads` was called.
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

  /// For models whose threads block: waits until a task is due, then begins, runs and ends it.
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

  /// For models that suspend: returns the scenario's own coroutine. Spawn it between begin and end of a task that is
  /// not early. If this call throws, the task has failed with that exception.
  awaitable<digest> co_run(task_id id, coroutine_context& context) {
    drop_if_late(id);
    return coroutine_->co_run(context, id);
  }
  asio::awaitable<digest, loop_strand> co_run(task_id id, strand_context& context) {
    drop_if_late(id);
    return strand_->co_run(context, id);
  }

  /// For models with completion handlers: starts a task. Call it between begin and end of a task that is not early. If
  /// it throws, the task has failed with that exception.
  void start(task_id id, callback_context& context, task_end end) {
    drop_if_late(id);
    callback_->begin(context, id, end);
  }

  /// For fibers: runs a task on the fiber's own stack. Call it between begin and end of a task that is not early.
  digest run_fiber(task_id id, fiber_context& context) {
    drop_if_late(id);
    return fiber_->run(context, id);
  }

  /// For models whose tasks run in other processes: stamps the start of a task that is due, before it is sent to a
  /// process. Returns false when the task was dropped; it has then ended.
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

  /// Ends such a task with the stamps that the other process took. Both processes read the same clock.
  void end_elsewhere(task_id id, std::int64_t start_ns, std::int64_t end_ns, digest answer,
                     const std::exception_ptr& error = {}) noexcept {
    end(id, answer, error);
    records_[id].start_ns = start_ns;
    records_[id].end_ns = end_ns;
  }

  /// Fails a task that the model cannot begin. Also ends tasks that would wait for it.
  void refuse(task_id id, const std::exception_ptr& error) noexcept;

  /// One record for each task. Empty when the scenario answers for all tasks at once.
  std::span<const task_record> records() const noexcept { return records_; }

  /// How many tasks ended ok.
  std::uint64_t answered() const noexcept;

  /// Gives the records to a caller that overwrites them with results of its own. The batch must not be used afterwards.
  std::span<task_record> use_up() noexcept { return records_; }

  /// Failed tasks by reason, the most frequent first, without dropped tasks. At most 20 reasons are told apart; the
  /// rest are "other reasons". Where tasks have subjects (has_subjects), a reason names the subject of the task with
  /// the lowest number that failed for it: "HTTP 404 Not Found (first: http://host/path)".
  std::vector<error_count> failures() const;

  /// The same, with the dropped tasks as one more reason.
  std::vector<error_count> errors() const;

  /// All answers combined into one number, independent of the order in which the tasks ran.
  digest combined() const noexcept;

 private:
  struct failure {
    std::string reason;
    std::uint64_t count = 0;
    task_id first = 0;  ///< of the tasks that failed for this reason
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
  task_record* recorded_;  ///< the first record; null when the scenario answers for all tasks at once
  double spacing_ns_ = 0;  ///< between two tasks that are due one after the other; 0: closed loop
  clock::time_point first_due_;
  duration patience_{0};
  std::atomic<std::uint64_t> dropped_ = 0;
  mutable std::mutex mutex_;
  std::vector<failure> failures_;
  std::unique_ptr<thread_notes> notes_;
};

}  // namespace concbench
