// A condition variable whose waiting coroutines suspend, each on a loop of its own (`asyncio.Condition`).
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include "system/event_loop.hpp"

namespace concbench::sync {

/// Guarded by a mutex that is held whenever one of its functions is called, and never across a suspension.
class coroutine_condition {
 public:
  /// Suspends, and gives `lock` up meanwhile. The coroutine resumes on its own loop and holds the lock again;
  /// what it waits for may be gone by then.
  awaitable<void> wait(std::unique_lock<std::mutex>& lock) {
    auto* const mutex = lock.mutex();
    auto park = [this, &lock](auto handler) {
      waiting_.push_back(std::make_unique<suspended_on<decltype(handler)>>(std::move(handler)));
      lock.release()->unlock();  // last: from here on the coroutine may run again, and own `lock`
    };
    co_await asio::async_initiate<decltype(use_awaitable), void()>(std::move(park), use_awaitable);
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

  /// Counts as outstanding work of its loop.
  template <class Handler>
  class suspended_on final : public suspended {
   public:
    explicit suspended_on(Handler handler)
        : home_(asio::prefer(asio::get_associated_executor(handler),
                             asio::execution::outstanding_work.tracked)),
          handler_(std::move(handler)) {}

    void resume() override { asio::post(home_, std::move(handler_)); }

   private:
    std::decay_t<decltype(asio::prefer(asio::get_associated_executor(std::declval<Handler&>()),
                                       asio::execution::outstanding_work.tracked))>
        home_;
    Handler handler_;
  };

  std::deque<std::unique_ptr<suspended>> waiting_;
};

}  // namespace concbench::sync
