// Notes on which thread each task began. These faces are called in place of the faces of a scenario.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/faces.hpp"
#include "core/task.hpp"

namespace concbench {

/// The number of the calling thread among all threads that have called this; the first is 1. Unlike the kernel's
/// numbers, none is used twice.
inline std::uint32_t this_thread_number() noexcept {
  static std::atomic<std::uint32_t> last = 0;
  thread_local const std::uint32_t number = ++last;
  return number;
}

/// Implements every face: each one takes a note, and then calls the scenario's own face. A face that the scenario does
/// not have must not be called.
class thread_notes final : public blocking_face,
                           public coroutine_face,
                           public strand_face,
                           public callback_face,
                           public fiber_face {
 public:
  /// The faces of the scenario; null for those that it does not have.
  struct faces {
    blocking_face* blocking;
    coroutine_face* coroutine;
    strand_face* strand;
    callback_face* callback;
    fiber_face* fiber;
  };

  /// Notes the threads of tasks 0 … `tasks` - 1. With 0, as where a scenario answers for all tasks at once, nothing is
  /// noted.
  thread_notes(const faces& scenario_faces, std::size_t tasks) : faces_(scenario_faces), threads_(tasks) {}

  /// The thread of each task; 0 when it did not begin in this process.
  std::span<const std::uint32_t> threads() const noexcept { return threads_; }

  digest run(blocking_context& context, task_id id) override {
    note(id);
    return faces_.blocking->run(context, id);
  }
  awaitable<digest> co_run(coroutine_context& context, task_id id) override {
    note(id);
    return faces_.coroutine->co_run(context, id);
  }
  asio::awaitable<digest, loop_strand> co_run(strand_context& context, task_id id) override {
    note(id);
    return faces_.strand->co_run(context, id);
  }
  void begin(callback_context& context, task_id id, task_end end) override {
    note(id);
    faces_.callback->begin(context, id, end);
  }
  digest run(fiber_context& context, task_id id) override {
    note(id);
    return faces_.fiber->run(context, id);
  }

 private:
  void note(task_id id) noexcept {
    if (id < threads_.size()) threads_[id] = this_thread_number();
  }

  faces faces_;
  std::vector<std::uint32_t> threads_;
};

}  // namespace concbench
