// A bounded set of things that are dear to make and serve one user at a time, as connections do: for threads.
// Twin of async_resource_pool.
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

  /// The last one that was given back, for it is the warmest; else, while there are fewer than `most` ≥ 1,
  /// the one that `make()` returns as a std::unique_ptr; else waits.
  template <class Make>
  lease acquire(std::size_t most, Make make) {
    lease taken(*this, wait_for_turn(most));
    if (!taken) taken.fill(make());
    return taken;
  }

  /// Makes one for the users to come, unless there are `most`.
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

  /// Ends those that nobody uses.
  void clear() {
    const std::scoped_lock lock(mutex_);
    alive_ -= idle_.size();
    idle_.clear();
  }

 private:
  friend lease;

  /// Null: a place for one to be made.
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
