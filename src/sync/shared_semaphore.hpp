// How many coroutines, of any loops, may do something at once: as `std::counting_semaphore` is for threads.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include "system/event_loop.hpp"

namespace concbench::sync {

/// Coroutines get permits in the order in which they ask, and each goes on in its own loop. Where all belong
/// to one loop, loop_semaphore does the same without a lock.
class shared_semaphore {
 public:
  /// Goes back, to the next that waits, when its holder lets go of it.
  class permit {
   public:
    explicit permit(shared_semaphore& from) noexcept : from_(&from) {}
    permit(permit&& other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
    permit& operator=(permit&&) = delete;
    ~permit() {
      if (from_ != nullptr) from_->release();
    }

   private:
    shared_semaphore* from_;
  };

  /// `permits`: at least 1.
  explicit shared_semaphore(std::size_t permits) : free_(permits) {}

  /// Does not suspend while permits are free. The semaphore must outlive the permit.
  template <class Executor = loop_executor>
  asio::awaitable<permit, Executor> acquire() {
    if (!take()) co_await turn<Executor>();
    co_return permit(*this);
  }

 private:
  struct waiter {
    virtual ~waiter() = default;
    virtual void resume() = 0;
  };

  template <class Handler>
  struct waiting final : waiter {
    explicit waiting(Handler&& resumed) : handler(std::move(resumed)) {}
    void resume() override {
      const auto home = asio::get_associated_executor(handler);
      asio::post(home, std::move(handler));
    }
    Handler handler;
  };

  bool take() {
    const std::scoped_lock lock(mutex_);
    if (free_ == 0) return false;
    --free_;
    return true;
  }

  template <class Executor>
  asio::awaitable<void, Executor> turn() {
    asio::use_awaitable_t<Executor> token;
    return asio::async_initiate<asio::use_awaitable_t<Executor>, void()>(
        [this](auto handler) { queue(std::make_unique<waiting<decltype(handler)>>(std::move(handler))); },
        token);
  }

  /// Lets it wait, unless a permit has come back in the meantime.
  void queue(std::unique_ptr<waiter> next) {
    {
      const std::scoped_lock lock(mutex_);
      if (free_ == 0) return waiting_.push_back(std::move(next));
      --free_;
    }
    next->resume();
  }

  /// A permit is handed over, not put back for whoever comes first.
  void release() {
    std::unique_ptr<waiter> next;
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
  std::deque<std::unique_ptr<waiter>> waiting_;
};

}  // namespace concbench::sync
