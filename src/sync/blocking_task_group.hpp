// Threads that begin and end together (Python's asyncio.TaskGroup, with threads). async_task_group.hpp is its twin for
// coroutines.
#pragma once

#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "sync/blocking_task.hpp"
#include "sync/exception_group.hpp"
#include "sync/wait_group.hpp"

namespace concbench::blocking {

/// The first task that throws asks the others to stop, also those that are made later. No task outlives its group.
class task_group {
 public:
  task_group() = default;
  task_group(const task_group&) = delete;
  task_group& operator=(const task_group&) = delete;
  /// Asks the tasks to stop, and waits for their end.
  ~task_group() {
    request_stop();
    running_.wait();
  }

  /// Calls `function()` or `function(stop token)` in a thread of its own, which begins at once. A task may add tasks to
  /// its own group. Throws std::system_error when the system refuses the thread.
  template <class Function>
  void create_task(Function function) {
    const std::scoped_lock lock(mutex_);
    threads_.reserve(threads_.size() + 1);  // before the thread begins: nothing may fail after that
    running_.add();
    try {
      threads_.emplace_back([this, function = std::move(function)]() mutable {
        try {
          call(function, stop_.get_token());
        } catch (...) {
          failed(std::current_exception());
        }
        running_.done();
      });
    } catch (...) {
      running_.done();
      throw;
    }
  }

  /// Asks the tasks to end. Only those that look at their stop token do.
  void request_stop() { stop_.request_stop(); }

  /// Blocks until all tasks have ended. Throws sync::exception_group if some threw.
  void join() {
    running_.wait();
    const std::scoped_lock lock(mutex_);
    threads_.clear();
    if (!errors_.empty()) throw sync::exception_group(std::exchange(errors_, {}));
  }

 private:
  void failed(std::exception_ptr error) {
    const std::scoped_lock lock(mutex_);
    errors_.push_back(std::move(error));
    request_stop();
  }

  std::stop_source stop_;
  sync::wait_group running_;
  std::mutex mutex_;
  std::vector<std::exception_ptr> errors_;
  std::vector<std::jthread> threads_;  // last: joined before what they use is destroyed
};

}  // namespace concbench::blocking
