// A thread for each task, at most so many of them alive: what `threads` and `std-async` have in common.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/context.hpp"
#include "core/task_batch.hpp"
#include "sync/blocking_queue.hpp"
#include "system/limits.hpp"
#include "system/live_threads.hpp"

namespace concbench {

/// `Handle`: owns a thread, and waits for its end when it is given up (std::jthread; the future of
/// std::async).
template <class Handle>
class thread_per_task {
 public:
  explicit thread_per_task(std::size_t most_alive) : slots_(most_alive) {
    for (std::size_t slot = 0; slot < most_alive; ++slot) free_.push(slot);
  }

  /// Runs all tasks, each in the thread that `launch(job)` starts and whose handle it returns.
  template <class Launch>
  void run(task_batch& batch, Launch launch) {
    // A thread gives its slot back as the last thing it does; it is joined before the slot's next one is
    // made.
    for (task_id id = 0; id < batch.size(); ++id) {
      batch.wait_until_due(id);
      const auto slot = *free_.pop();
      slots_[slot] = {};
      try {
        slots_[slot] = launch([this, &batch, id, slot, alive = std::make_optional<live_thread>()]() mutable {
          batch.run(id, context_);
          alive.reset();
          free_.push(slot);
        });
      } catch (const std::system_error& e) {
        refuse(batch, id, e);
        free_.push(slot);
      }
    }
    for (auto& slot : slots_) slot = {};
  }

 private:
  /// A thread that the system does not give is that task's failure.
  static void refuse(task_batch& batch, task_id id, const std::system_error& error) {
    batch.begin(id);
    batch.end(id, {},
              std::make_exception_ptr(std::runtime_error(fmt::format(
                  "no thread for this task: {} (limits: {}); lower -c", error.what(), thread_limits()))));
  }

  blocking_context context_;
  sync::blocking_queue<std::size_t> free_;
  std::vector<Handle> slots_;
};

}  // namespace concbench
