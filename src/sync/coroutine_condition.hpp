// A condition variable whose waiting coroutines suspend, each on a loop or strand of its own
// (`asyncio.Condition`).
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include <boost/asio/async_result.hpp>

#include "sync/parked_handler.hpp"
#include "system/event_loop.hpp"

namespace concbench::sync {

/// Guarded by a mutex that is held whenever one of its functions is called, and never across a suspension.
class coroutine_condition {
 public:
  /// Suspends, and gives `lock` up meanwhile. The coroutine resumes where it was and holds the lock again;
  /// what it waits for may be gone by then.
  template <class Executor = loop_executor>
  asio::awaitable<void, Executor> wait(std::unique_lock<std::mutex>& lock) {
    constexpr asio::use_awaitable_t<Executor> token{};
    auto* const mutex = lock.mutex();
    auto park = [this, &lock](auto handler) {
      waiting_.push_back(std::make_unique<suspended_by<decltype(handler)>>(std::move(handler)));
      lock.release()->unlock();  // last: from here on the coroutine may run again, and own `lock`
    };
    co_await asio::async_initiate<decltype(token), void()>(std::move(park), token);
    lock = std::unique_lock(*mutex);
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
  struct suspended {
    virtual ~suspended() = default;
    virtual void resume() = 0;
  };

  template <class Handler>
  struct suspended_by final : suspended {
    explicit suspended_by(Handler handler) : parked(std::move(handler)) {}
    void resume() override { parked.resume(); }
    parked_handler<Handler> parked;
  };

  std::deque<std::unique_ptr<suspended>> waiting_;
};

}  // namespace concbench::sync
