// Limits how many tasks do something at once. Tasks may block their threads, or suspend on any loop.
//
// Threads do not use std::counting_semaphore: in GCC 12 a thread sleeps while the count is what it was when the thread
// looked first. If the count was 0 and has changed back in between, the thread goes on sleeping although a permit is
// free.
#pragma once

#include <cstddef>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>

#include "sync/parked_handler.hpp"
#include "system/event_loop.hpp"
#include "system/fiber.hpp"

namespace concbench::sync {

/// Permits are given in the order in which they are asked for. A coroutine resumes on its own loop.
class semaphore {
  struct blocked_thread final : parked_task<> {
    void resume() override { turn.set_value(); }
    std::promise<void> turn;
  };

  template <class Token>
  auto turn(Token&& token) {
    return asio::async_initiate<Token, void()>([this](auto handler) { queue(park(std::move(handler))); },
                                               token);
  }

 public:
  /// Returns to the semaphore when it is destroyed; the next task in the queue gets it.
  class permit {
   public:
    explicit permit(semaphore& semaphore) noexcept : semaphore_(&semaphore) {}
    permit(permit&& other) noexcept : semaphore_(std::exchange(other.semaphore_, nullptr)) {}
    permit& operator=(permit&&) = delete;
    ~permit() {
      if (semaphore_ != nullptr) semaphore_->release();
    }

   private:
    semaphore* semaphore_;
  };

  /// `permits` is at least 1.
  explicit semaphore(std::size_t permits) : free_(permits) {}

  /// Blocks the calling thread until there is a permit. The semaphore must outlive the permit. The same holds for
  /// acquire().
  permit wait() {
    if (!take()) {
      auto blocked = std::make_unique<blocked_thread>();
      const auto turn = blocked->turn.get_future();
      queue(std::move(blocked));
      turn.wait();
    }
    return permit(*this);
  }

  /// Suspends until there is a permit; does not suspend while permits are free.
  template <class Executor = loop_executor>
  asio::awaitable<permit, Executor> acquire() {
    constexpr asio::use_awaitable_t<Executor> token{};
    if (!take()) co_await turn(token);
    co_return permit(*this);
  }

  /// As above, for a fiber.
  permit acquire(const fiber_yield& yield) {
    if (!take()) turn(yield);
    return permit(*this);
  }

  /// Calls `handler(permit)` on `home`: at once while permits are free, otherwise later.
  template <class Handler>
  void acquire(const loop_executor& home, Handler handler) {
    if (take()) return handler(permit(*this));
    turn(asio::bind_executor(home,
                             [this, handler = std::move(handler)]() mutable { handler(permit(*this)); }));
  }

 private:
  bool take() {
    const std::scoped_lock lock(mutex_);
    if (free_ == 0) return false;
    --free_;
    return true;
  }

  /// Adds `next` to the queue, unless a permit has come back in the meantime.
  void queue(std::unique_ptr<parked_task<>> next) {
    {
      const std::scoped_lock lock(mutex_);
      if (free_ == 0) return waiting_.push_back(std::move(next));
      --free_;
    }
    next->resume();
  }

  /// A permit is passed to the next task in the queue; no other task can take it first.
  void release() {
    std::unique_ptr<parked_task<>> next;
    {
      const std::scoped_lock lock(mutex_);
      if (waiting_.empty()) {
        ++free_;
        return;
      }
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    next->resume();
  }

  std::mutex mutex_;
  std::size_t free_;
  std::deque<std::unique_ptr<parked_task<>>> waiting_;
};

}  // namespace concbench::sync
