// A bounded set of things that are expensive to make and serve one user at a time, such as connections. For threads; it
// is the twin of async_resource_pool.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "sync/resource_lease.hpp"

namespace concbench::sync {

template <class T>
class resource_pool {
 public:
  using lease = resource_lease<T, resource_pool>;

  /// Lends the thing that was given back last, because it is the warmest. When none is free and fewer than `most` ≥ 1
  /// exist, calls `make()`, which returns a std::unique_ptr. Otherwise waits until one is free.
  template <class Make>
  lease acquire(std::size_t most, Make make) {
    lease taken(*this, wait_for_turn(most));
    if (!taken) taken.fill(make());
    return taken;
  }

  /// Makes one thing more for later users, unless there are `most` already.
  template <class Make>
  void add(std::size_t most, Make make) {
    {
      const std::scoped_lock lock(mutex_);
      if (alive_ >= most) return;
      ++alive_;
    }
    lease made(*this, nullptr);
    made.fill(make());
    made.give_back();
  }

  /// Destroys the things that nobody uses.
  void clear() {
    const std::scoped_lock lock(mutex_);
    alive_ -= idle_.size();
    idle_.clear();
  }

 private:
  friend lease;

  /// Null: a place for a thing that is still to be made.
  std::unique_ptr<T> wait_for_turn(std::size_t most) {
    std::unique_lock lock(mutex_);
    freed_.wait(lock, [&] { return !idle_.empty() || alive_ < most; });
    if (idle_.empty()) {
      ++alive_;
      return nullptr;
    }
    auto last = std::move(idle_.back());
    idle_.pop_back();
    return last;
  }

  void take_back(std::unique_ptr<T> one) {
    {
      const std::scoped_lock lock(mutex_);
      if (one) {
        idle_.push_back(std::move(one));
      } else {
        --alive_;
      }
    }
    freed_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<T>> idle_;
  std::size_t alive_ = 0;  ///< lent or idle
};

}  // namespace concbench::sync
