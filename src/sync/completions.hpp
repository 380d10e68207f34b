// Results of calls on other threads, in the order in which the calls end (`concurrent.futures.as_completed`).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "sync/blocking_queue.hpp"
#include "sync/outcome.hpp"

namespace concbench::blocking {

/// A call that has ended.
template <class T>
struct completion {
  std::size_t index = 0;  ///< its place among the calls
  sync::outcome<T> ended = {};

  /// Returns what the call returned, or throws what it threw. Ask once.
  T get() { return ended.get(); }
};

/// The destructor waits for the calls whose results nobody took.
template <class T>
class completions {
 public:
  /// `runs_on` is kept until all calls have ended: the threads of the calls, for example.
  explicit completions(std::shared_ptr<void> runs_on = {}) : runs_on_(std::move(runs_on)) {}
  completions(completions&& other) noexcept
      : runs_on_(std::move(other.runs_on_)),
        ended_(std::move(other.ended_)),
        added_(other.added_),
        left_(std::exchange(other.left_, 0)) {}
  completions& operator=(completions&&) = delete;
  ~completions() {
    while (next()) {
    }
  }

  /// Adds a call of `work`. `launch(job)` has `job()` called once on another thread.
  template <class Work, class Launch>
  void add(Work work, Launch launch) {
    launch([index = added_, work = std::move(work), ended = ended_]() mutable {
      ended->push({index, sync::outcome_of(work)});
    });
    ++added_;
    ++left_;
  }

  /// Blocks until another call has ended. Empty when all have been taken.
  std::optional<completion<T>> next() {
    if (left_ == 0) return {};
    --left_;
    return ended_->pop();
  }

 private:
  std::shared_ptr<void> runs_on_;
  std::shared_ptr<queue<completion<T>>> ended_ = std::make_shared<queue<completion<T>>>();
  std::size_t added_ = 0;
  std::size_t left_ = 0;
};

}  // namespace concbench::blocking
