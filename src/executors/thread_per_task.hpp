// A thread for each task, with a limit on how many are alive. The executors `threads` and `std-async` share it.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/context.hpp"
#include "core/task_batch.hpp"
#include "sync/blocking_queue.hpp"
#include "system/limits.hpp"
#include "system/live_threads.hpp"

namespace concbench {

/// A `Launch` is called with a job, starts a thread for it and returns its handle, whose destructor waits for the end of
/// the thread: std::jthread, or the future of std::async. Several threads may call it at once.
template <class Launch>
class thread_per_task final : public spawner, public part_runner {
 public:
  explicit thread_per_task(std::size_t most_alive, Launch launch = {})
      : launch_(std::move(launch)), slots_(most_alive) {
    for (std::size_t slot = 0; slot < most_alive; ++slot) free_.push(slot);
  }

  /// Runs all tasks, each in a thread of its own.
  void run(task_batch& batch) {
    left_ = batch.first_tasks();
    for (task_id id = 0; id < batch.first_tasks(); ++id) start(batch, id);
    while (const auto id = *found_.pop()) start(batch, *id);
    for (auto& slot : slots_) slot = {};
  }

 private:
  using handle = std::invoke_result_t<Launch&, std::function<void()>>;

  void spawn(task_id id) override {
    left_.fetch_add(1, std::memory_order_relaxed);
    found_.push(id);
  }

  /// A thread for each part but the first, which the thread of the task runs itself.
  void run_parts(std::size_t count, const std::function<void(std::size_t)>& part) override {
    std::vector<handle> further;
    further.reserve(count - 1);
    try {
      for (std::size_t number = 1; number < count; ++number)
        further.push_back(launch_([&part, number, alive = std::make_optional<live_thread>()]() mutable {
          part(number);
          alive.reset();
        }));
    } catch (const std::system_error& e) {
      throw std::runtime_error(
          fmt::format("no thread for a part of this task: {}", thread_refusal(e, "lower -c")));
    }
    part(0);
  }

  void start(task_batch& batch, task_id id) {
    batch.wait_until_due(id);
    const auto slot = *free_.pop();
    slots_[slot] = {};  // joins the thread that released the slot
    try {
      slots_[slot] = launch_([this, &batch, id, slot, alive = std::make_optional<live_thread>()]() mutable {
        batch.run(id, context_);
        alive.reset();
        give_back(slot);
      });
    } catch (const std::system_error& e) {
      refuse(batch, id, e);
      give_back(slot);
    }
  }

  /// The last thing that a thread does: it releases its slot.
  void give_back(std::size_t slot) {
    free_.push(slot);
    if (left_.fetch_sub(1, std::memory_order_acq_rel) == 1) found_.push({});
  }

  /// When the system refuses a thread, the task fails.
  static void refuse(task_batch& batch, task_id id, const std::system_error& error) {
    batch.refuse(id, std::make_exception_ptr(std::runtime_error(
                         fmt::format("no thread for this task: {}", thread_refusal(error, "lower -c")))));
  }

  Launch launch_;
  blocking_context context_{this, this};
  std::atomic<std::size_t> left_ = 0;              ///< tasks that have not ended
  blocking::queue<std::optional<task_id>> found_;  ///< found by tasks, in this order; then empty
  blocking::queue<std::size_t> free_;
  std::vector<handle> slots_;
};

}  // namespace concbench
