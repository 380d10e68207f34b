// A queue between threads (`queue.Queue(maxsize)`): consumers wait while it is empty, producers while it is
// full. async_queue.hpp is its twin for tasks on loops.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

namespace concbench::blocking {

template <class T>
class queue {
 public:
  /// `capacity` is at least 1. By default it is unlimited, so that no producer waits.
  explicit queue(std::size_t capacity = std::numeric_limits<std::size_t>::max()) : capacity_(capacity) {}

  /// Adds an element; waits while the queue is full. Returns false when the queue is closed, and the element was not
  /// added.
  bool push(T element) {
    std::unique_lock lock(mutex_);
    if (is_full()) ++waits_;
    not_full_.wait(lock, [this] { return !is_full(); });
    if (closed_) return false;
    elements_.push_back(std::move(element));
    most_ = std::max(most_, elements_.size());
    lock.unlock();
    not_empty_.notify_one();
    return true;
  }

  /// Takes the oldest element; waits until there is one. Empty once the queue is closed and drained.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [this] { return closed_ || !elements_.empty(); });
    if (elements_.empty()) return {};
    std::optional<T> oldest(std::move(elements_.front()));
    elements_.pop_front();
    lock.unlock();
    not_full_.notify_one();
    return oldest;
  }

  /// Ends the input. Threads that wait to add an element give up. Consumers get the elements that are left, and then
  /// nothing.
  void close() {
    {
      const std::scoped_lock lock(mutex_);
      closed_ = true;
    }
    not_full_.notify_all();
    not_empty_.notify_all();
  }

  /// The most elements that the queue has held at once.
  std::size_t most() const {
    const std::scoped_lock lock(mutex_);
    return most_;
  }

  /// How many calls of push() found the queue full.
  std::uint64_t waits() const {
    const std::scoped_lock lock(mutex_);
    return waits_;
  }

 private:
  bool is_full() const { return !closed_ && elements_.size() >= capacity_; }

  mutable std::mutex mutex_;
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::deque<T> elements_;
  std::size_t capacity_;
  std::size_t most_ = 0;
  std::uint64_t waits_ = 0;
  bool closed_ = false;
};

}  // namespace concbench::blocking
