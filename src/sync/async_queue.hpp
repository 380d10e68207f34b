// A bounded queue between tasks on loops (`asyncio.Queue(maxsize)`): a task that sends or receives too fast suspends.
// Its twin for threads is blocking_queue.hpp, which reads the same.
//
// Asio's own channels are no alternative, because of their close(): in Boost 1.81 it drops buffered elements, and tasks
// that wait to send go on waiting.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "sync/async_condition.hpp"

namespace concbench::async {

/// What happened to an element, for completion handlers.
enum class passing { done, closed, later };

/// Its two ends may be on different loops or strands (`Executor`), so it has a mutex, which is held for a few
/// instructions.
template <class T>
class queue {
 public:
  /// `capacity` is at least 1.
  explicit queue(std::size_t capacity) : capacity_(capacity) {}

  /// Adds an element; suspends while the queue is full. Returns false when the queue is closed, and the element was
  /// not added.
  template <class Executor = loop_executor>
  asio::awaitable<bool, Executor> push(T element) {
    std::unique_lock lock(mutex_);
    if (is_full()) ++waits_;
    while (is_full()) co_await not_full_.wait<Executor>(lock);
    co_return add(std::move(element));
  }

  /// As above, for a fiber.
  bool push(T element, const fiber_yield& yield) {
    std::unique_lock lock(mutex_);
    if (is_full()) ++waits_;
    while (is_full()) not_full_.wait(lock, yield);
    return add(std::move(element));
  }

  /// For completion handlers. Returns `later` when the queue is full: `element` is unchanged, and `retry()` is called
  /// on `home` when it is time to try again. `again` is true for such another try.
  template <class Retry>
  passing push(T& element, const loop_executor& home, bool again, Retry retry) {
    std::unique_lock lock(mutex_);
    if (!is_full()) return add(std::move(element)) ? passing::done : passing::closed;
    if (!again) ++waits_;
    not_full_.wait(lock, home, std::move(retry));
    return passing::later;
  }

  /// Takes the oldest element; suspends until there is one. Empty once the queue is closed and drained.
  template <class Executor = loop_executor>
  asio::awaitable<std::optional<T>, Executor> pop() {
    std::unique_lock lock(mutex_);
    while (!closed_ && elements_.empty()) co_await not_empty_.wait<Executor>(lock);
    co_return take();
  }

  /// As above, for a fiber.
  std::optional<T> pop(const fiber_yield& yield) {
    std::unique_lock lock(mutex_);
    while (!closed_ && elements_.empty()) not_empty_.wait(lock, yield);
    return take();
  }

  /// For completion handlers. Returns `closed` once the queue is closed and drained, and `later` as push() does.
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

  /// Ends the input. Tasks that wait to add an element give up. Consumers get the elements that are left, and then
  /// nothing.
  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    not_full_.notify_all();
    not_empty_.notify_all();
  }

  /// The most elements that the queue has held at once.
  std::size_t most() const {
    const std::scoped_lock lock(mutex_);
    return most_;
  }

  /// How many elements found the queue full.
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
  sync::async_condition not_full_;
  sync::async_condition not_empty_;
  std::deque<T> elements_;
  std::size_t capacity_;
  std::size_t most_ = 0;
  std::uint64_t waits_ = 0;
  bool closed_ = false;
};

}  // namespace concbench::async
