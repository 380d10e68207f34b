// A channel between tasks on loops that holds only so much (`asyncio.Queue(maxsize)`): whoever is too fast
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

#include "sync/async_condition.hpp"

namespace concbench::sync {

/// What became of an element, for completion handlers.
enum class passing { done, closed, later };

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
    co_return add(std::move(element));
  }

  /// The same for a fiber.
  bool push(T element, const fiber_yield& yield) {
    std::unique_lock lock(mutex_);
    if (is_full()) ++waits_;
    while (is_full()) not_full_.wait(lock, yield);
    return add(std::move(element));
  }

  /// For completion handlers: `later` where the channel is full, which leaves `element` as it is and calls
  /// `retry()` on `home` when it is time for another try; `again`: this is one.
  template <class Retry>
  passing push(T& element, const loop_executor& home, bool again, Retry retry) {
    std::unique_lock lock(mutex_);
    if (!is_full()) return add(std::move(element)) ? passing::done : passing::closed;
    if (!again) ++waits_;
    not_full_.wait(lock, home, std::move(retry));
    return passing::later;
  }

  /// The oldest element; suspends until there is one. Empty once the channel is closed and drained.
  template <class Executor = loop_executor>
  asio::awaitable<std::optional<T>, Executor> pop() {
    std::unique_lock lock(mutex_);
    while (!closed_ && elements_.empty()) co_await not_empty_.wait<Executor>(lock);
    co_return take();
  }

  /// The same for a fiber.
  std::optional<T> pop(const fiber_yield& yield) {
    std::unique_lock lock(mutex_);
    while (!closed_ && elements_.empty()) not_empty_.wait(lock, yield);
    return take();
  }

  /// For completion handlers: `closed` once it is drained as well, `later` as in push().
  template <class Retry>
  passing pop(std::optional<T>& value, const loop_executor& home, Retry retry) {
    std::unique_lock lock(mutex_);
    if (closed_ || !elements_.empty()) {
      value = take();
      return value ? passing::done : passing::closed;
    }
    not_empty_.wait(lock, home, std::move(retry));
    return passing::later;
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

  /// How many elements found it full when they came.
  std::uint64_t waits() const {
    const std::scoped_lock lock(mutex_);
    return waits_;
  }

 private:
  // All of these under the mutex.

  bool add(T&& element) {
    if (closed_) return false;
    elements_.push_back(std::move(element));
    most_ = std::max(most_, elements_.size());
    not_empty_.notify_one();
    return true;
  }

  std::optional<T> take() {
    if (elements_.empty()) return std::nullopt;
    std::optional<T> oldest(std::move(elements_.front()));
    elements_.pop_front();
    not_full_.notify_one();
    return oldest;
  }

  bool is_full() const { return !closed_ && elements_.size() >= capacity_; }

  mutable std::mutex mutex_;
  async_condition not_full_;
  async_condition not_empty_;
  std::deque<T> elements_;
  std::size_t capacity_;
  std::size_t most_ = 0;
  std::uint64_t waits_ = 0;
  bool closed_ = false;
};

}  // namespace concbench::sync
