// A condition variable for tasks on loops (coroutines, fibers, handlers), each on a loop or strand of its
// own: those that wait suspend (`asyncio.Condition`).
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>

#include "sync/parked_handler.hpp"
#include "system/event_loop.hpp"
#include "system/fiber.hpp"

namespace concbench::sync {

/// Guarded by a mutex that is held whenever one of its functions is called, and never across a suspension.
class async_condition {
  template <class Token>
  auto suspend(std::unique_lock<std::mutex>& lock, Token&& token) {
    return asio::async_initiate<Token, void()>(
        [this, &lock](auto handler) {
          waiting_.push_back(park(std::move(handler)));
          lock.release()->unlock();  // last: from here on the task may run again, and own `lock`
        },
        token);
  }

 public:
  /// Suspends, and gives `lock` up meanwhile. The coroutine resumes where it was and holds the lock again;
  /// what it waits for may be gone by then.
  template <class Executor = loop_executor>
  asio::awaitable<void, Executor> wait(std::unique_lock<std::mutex>& lock) {
    auto* const mutex = lock.mutex();
    constexpr asio::use_awaitable_t<Executor> token{};
    co_await suspend(lock, token);
    lock = std::unique_lock(*mutex);
  }

  /// The same for a fiber.
  void wait(std::unique_lock<std::mutex>& lock, const fiber_yield& yield) {
    auto* const mutex = lock.mutex();
    suspend(lock, yield);
    lock = std::unique_lock(*mutex);
  }

  /// For completion handlers: gives `lock` up, and calls `handler()` on `home`, without the lock, when it may
  /// be time to look again.
  template <class Handler>
  void wait(std::unique_lock<std::mutex>& lock, const loop_executor& home, Handler handler) {
    suspend(lock, asio::bind_executor(home, std::move(handler)));
  }

  /// Lets the one go on that has waited longest.
  void notify_one() {
    if (waiting_.empty()) return;
    waiting_.front()->resume();
    waiting_.pop_front();
  }

  void notify_all() {
    while (!waiting_.empty()) notify_one();
  }

 private:
  std::deque<std::unique_ptr<parked_task<>>> waiting_;
};

}  // namespace concbench::sync
