// A channel between coroutines that holds only so much (`asyncio.Queue(maxsize)`): whoever is too fast
// suspends. blocking_queue.hpp is its twin for threads; they read side by side.
//
// Asio's own channels have no close() that is of use here: in Boost 1.81 it drops what is buffered, and
// leaves those that wait to send waiting.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "sync/coroutine_condition.hpp"

namespace concbench::sync {

/// Its ends may be on different loops, or strands (`Executor`): it has a mutex, which is held for a few
/// instructions.
template <class T>
class channel {
 public:
  /// `capacity`: at least 1.
  explicit channel(std::size_t capacity) : capacity_(capacity) {}

  /// Adds an element; suspends while the channel is full. Whether it was taken: not once it is closed.
  template <class Executor = loop_executor>
  asio::awaitable<bool, Executor> push(T element) {
    std::unique_lock lock(mutex_);
    if (is_full()) ++waits_;
    while (is_full()) co_await not_full_.wait<Executor>(lock);
    if (closed_) co_return false;
    elements_.push_back(std::move(element));
    most_ = std::max(most_, elements_.size());
    not_empty_.notify_one();
    co_return true;
  }

  /// The oldest element; suspends until there is one. Empty once the channel is closed and drained.
  template <class Executor = loop_executor>
  asio::awaitable<std::optional<T>, Executor> pop() {
    std::unique_lock lock(mutex_);
    while (!closed_ && elements_.empty()) co_await not_empty_.wait<Executor>(lock);
    if (elements_.empty()) co_return std::nullopt;
    std::optional<T> oldest(std::move(elements_.front()));
    elements_.pop_front();
    not_full_.notify_one();
    co_return oldest;
  }

  /// No further elements: whoever waits to add one gives up, consumers drain what is there and get nothing.
  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    not_full_.notify_all();
    not_empty_.notify_all();
  }

  /// The most elements that it has held at once.
  std::size_t most() const {
    const std::scoped_lock lock(mutex_);
    return most_;
  }

  /// How many calls of push() found it full.
  std::uint64_t waits() const {
    const std::scoped_lock lock(mutex_);
    return waits_;
  }

 private:
  bool is_full() const { return !closed_ && elements_.size() >= capacity_; }

  mutable std::mutex mutex_;
  coroutine_condition not_full_;
  coroutine_condition not_empty_;
  std::deque<T> elements_;
  std::size_t capacity_;
  std::size_t most_ = 0;
  std::uint64_t waits_ = 0;
  bool closed_ = false;
};

}  // namespace concbench::sync
