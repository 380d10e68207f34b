// A bounded set of things that are expensive to make and serve one user at a time, such as connections. For tasks on
// loops, which wait for one without blocking their loop. It is the twin of resource_pool.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>

#include "sync/parked_handler.hpp"
#include "sync/resource_lease.hpp"
#include "system/event_loop.hpp"
#include "system/fiber.hpp"

namespace concbench::sync {

/// Tasks that wait get free things in the order in which they asked. For tasks of one loop, on any of its threads: the
/// lock is held for a few instructions, and never while a thing is made.
template <class T>
class async_resource_pool {
 public:
  using lease = resource_lease<T, async_resource_pool>;

  /// The executor of the coroutine that `Make` returns, which is the loop or a strand of it. A coroutine that awaits
  /// the pool resumes there.
  template <class Make>
  using executor_of = typename std::invoke_result_t<Make&>::executor_type;

  /// Lends the thing that was given back last, because it is the warmest. When none is free and fewer than `most` ≥ 1
  /// exist, awaits the coroutine `make()`, which returns a std::unique_ptr. Otherwise waits until one is free.
  template <class Make>
  asio::awaitable<lease, executor_of<Make>> acquire(std::size_t most, Make make) {
    constexpr asio::use_awaitable_t<executor_of<Make>> token{};
    std::unique_ptr<T> free;
    if (!take(free, most)) free = co_await turn(most, token);
    lease taken(*this, std::move(free));
    if (!taken) taken.fill(co_await make());
    co_return taken;
  }

  /// As above, for a fiber; `make()` itself returns the std::unique_ptr.
  template <class Make>
  lease acquire(std::size_t most, Make make, const fiber_yield& yield) {
    std::unique_ptr<T> free;
    if (!take(free, most)) free = turn(most, yield);
    lease taken(*this, std::move(free));
    if (!taken) taken.fill(make());
    return taken;
  }

  /// Calls `handler(lease)` on `home`, at once or later. The lease has a free thing. Where it is null, it reserves a
  /// place for a thing that the handler makes.
  template <class Handler>
  void acquire(std::size_t most, const loop_executor& home, Handler handler) {
    std::unique_ptr<T> free;
    if (take(free, most)) return handler(lease(*this, std::move(free)));
    turn(most,
         asio::bind_executor(home, [this, handler = std::move(handler)](std::unique_ptr<T> given) mutable {
           handler(lease(*this, std::move(given)));
         }));
  }

  /// Reserves a place for one more thing; the caller makes it and gives it back. Empty when there are `most` already.
  std::optional<lease> place(std::size_t most) {
    const std::scoped_lock lock(mutex_);
    if (alive_ >= most) return {};
    ++alive_;
    return lease(*this, nullptr);
  }

  /// Destroys the things that nobody uses, and ends the tasks that wait for one.
  void clear() {
    std::unique_lock lock(mutex_);
    alive_ -= idle_.size();
    const auto idle = std::exchange(idle_, {});
    const auto waiting = std::exchange(waiting_, {});
    lock.unlock();  // a coroutine that ends may give something back
  }

 private:
  friend lease;

  using waiter = parked_task<std::unique_ptr<T>>;

  /// Null: a place for a thing that is still to be made
  template <class Token>
  auto turn(std::size_t most, Token&& token) {
    return asio::async_initiate<Token, void(std::unique_ptr<T>)>(
        [this, most](auto handler) { enqueue(park<std::unique_ptr<T>>(std::move(handler)), most); }, token);
  }

  void enqueue(std::unique_ptr<waiter> next, std::size_t most) {
    std::unique_ptr<T> free;
    std::unique_lock lock(mutex_);
    if (!take_locked(free, most)) return waiting_.push_back(std::move(next));
    lock.unlock();  // given back since it was asked for
    next->resume(std::move(free));
  }

  bool take(std::unique_ptr<T>& free, std::size_t most) {
    const std::scoped_lock lock(mutex_);
    return take_locked(free, most);
  }

  bool take_locked(std::unique_ptr<T>& free, std::size_t most) {
    if (!idle_.empty()) {
      free = std::move(idle_.back());
      idle_.pop_back();
      return true;
    }
    if (alive_ >= most) return false;
    ++alive_;
    return true;
  }

  /// Passes a thing, or the place for one, to the task that has waited longest.
  void take_back(std::unique_ptr<T> one) {
    std::unique_lock lock(mutex_);
    if (!waiting_.empty()) {
      const auto next = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      return next->resume(std::move(one));
    }
    if (one) {
      idle_.push_back(std::move(one));
    } else {
      --alive_;
    }
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> idle_;
  std::deque<std::unique_ptr<waiter>> waiting_;
  std::size_t alive_ = 0;  ///< lent or idle
};

}  // namespace concbench::sync
