// A queue between threads (`queue.Queue`): consumers wait while it is empty, until it is closed.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace concbench::sync {

template <class T>
class blocking_queue {
 public:
  /// Adds an element and wakes one consumer. What is pushed after close() is dropped.
  void push(T element) {
    {
      const std::scoped_lock lock(mutex_);
      if (closed_) return;
      elements_.push_back(std::move(element));
    }
    ready_.notify_one();
  }

  /// The oldest element; waits for one. Empty once the queue is closed and drained.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return closed_ || !elements_.empty(); });
    if (elements_.empty()) return {};
    std::optional<T> oldest(std::move(elements_.front()));
    elements_.pop_front();
    return oldest;
  }

  /// No further elements: consumers drain what is there, then get nothing.
  void close() {
    {
      const std::scoped_lock lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<T> elements_;
  bool closed_ = false;
};

}  // namespace concbench::sync
