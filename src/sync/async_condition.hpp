// A condition variable for tasks on loops (coroutines, fibers, handlers). Tasks that wait suspend
// (`asyncio.Condition`). Each may be on a loop or strand of its own.
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

/// It has no mutex. All its functions must be called while the mutex that guards the condition is locked. This mutex
/// must not stay locked while a task is suspended.
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
  /// Unlocks `lock` and suspends. The coroutine resumes on its own loop or strand, with the lock held again. The
  /// condition may be false by then.
  template <class Executor = loop_executor>
  asio::awaitable<void, Executor> wait(std::unique_lock<std::mutex>& lock) {
    auto* const mutex = lock.mutex();
    constexpr asio::use_awaitable_t<Executor> token{};
    co_await suspend(lock, token);
    lock = std::unique_lock(*mutex);
  }

  /// As above, for a fiber.
  void wait(std::unique_lock<std::mutex>& lock, const fiber_yield& yield) {
    auto* const mutex = lock.mutex();
    suspend(lock, yield);
    lock = std::unique_lock(*mutex);
  }

  /// For completion handlers: unlocks `lock`. Calls `handler()` on `home`, without the lock, when the condition may
  /// have become true.
  template <class Handler>
  void wait(std::unique_lock<std::mutex>& lock, const loop_executor& home, Handler handler) {
    suspend(lock, asio::bind_executor(home, std::move(handler)));
  }

  /// Resumes the task that has waited longest.
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
