// A bounded set of things that are dear to make and serve one user at a time, as connections do: for
// coroutines, which wait for one without blocking their loop. Twin of resource_pool.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/async_result.hpp>

#include "sync/parked_handler.hpp"
#include "sync/resource_lease.hpp"
#include "system/event_loop.hpp"

namespace concbench::sync {

/// Whoever waits gets the next free one, in the order of asking. Coroutines of one loop, whichever of its
/// threads resumes them: the lock is held for a few instructions, never while something is made.
template <class T>
class coroutine_resource_pool {
 public:
  using lease = resource_lease<T, coroutine_resource_pool>;

  /// Where a coroutine resumes that `Make` gives, and so whoever awaits it: the loop, or a strand of it.
  template <class Make>
  using executor_of = typename std::invoke_result_t<Make&>::executor_type;

  /// The last one that was given back, for it is the warmest; else, while there are fewer than `most` ≥ 1,
  /// the std::unique_ptr that the coroutine `make()` gives; else waits.
  template <class Make>
  asio::awaitable<lease, executor_of<Make>> acquire(std::size_t most, Make make) {
    lease taken(*this, co_await wait_for_turn<executor_of<Make>>(most));
    if (!taken) taken.fill(co_await make());
    co_return taken;
  }

  /// Makes one for the users to come, unless there are `most`.
  template <class Make>
  asio::awaitable<void, executor_of<Make>> add(std::size_t most, Make make) {
    if (!may_make(most)) co_return;
    lease made(*this, nullptr);
    made.fill(co_await make());
    made.give_back();
  }

  /// Ends those that nobody uses, and whoever waits for one.
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

  /// Null: a place for one to be made.
  template <class Executor>
  asio::awaitable<std::unique_ptr<T>, Executor> wait_for_turn(std::size_t most) {
    std::unique_ptr<T> free;
    if (take(free, most)) co_return free;
    constexpr asio::use_awaitable_t<Executor> token{};
    const auto start = [this, most](auto handler) {
      enqueue(park<std::unique_ptr<T>>(std::move(handler)), most);
    };
    free = co_await asio::async_initiate<decltype(token), void(std::unique_ptr<T>)>(start, token);
    co_return free;
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

  bool may_make(std::size_t most) {
    const std::scoped_lock lock(mutex_);
    if (alive_ >= most) return false;
    ++alive_;
    return true;
  }

  /// Hands it over to who has waited longest: a thing, or the place for one.
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
