// The threads of `offload`, which are made when they are first needed.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/thread_pool.hpp>

#include "system/counted.hpp"
#include "system/limits.hpp"

namespace concbench::sync {

/// Most coroutines never block anything, so the pool has no threads until one is asked for. Its destructor waits for
/// calls that run. Calls that have not begun are dropped.
class offload_pool {
 public:
  /// `threads` ≥ 1 is how many threads it will have.
  explicit offload_pool(std::size_t threads) : threads_(threads) {}
  offload_pool(const offload_pool&) = delete;
  offload_pool& operator=(const offload_pool&) = delete;
  ~offload_pool() {
    if (pool_) pool_->stop();
  }

  /// Starts the threads on the first call. May be called from any thread. Throws std::runtime_error when the system
  /// refuses a thread; the next call tries again.
  boost::asio::thread_pool& get() {
    std::call_once(made_, [this] { start(); });
    return *pool_;
  }

 private:
  /// Asio's own constructor waits for ever when the system refuses it any thread but the first.
  void start() {
    pool_.emplace(0);
    running_.reserve(threads_);
    try {
      for (std::size_t i = 0; i < threads_; ++i) running_.emplace_back([this] { pool_->attach(); });
    } catch (const std::system_error& e) {
      end();
      throw std::runtime_error(fmt::format("cannot start {} for what blocks or computes: {}",
                                           counted(threads_, "thread"), thread_refusal(e)));
    } catch (...) {
      end();
      throw;
    }
  }

  void end() {
    pool_->stop();
    running_.clear();
    pool_.reset();
  }

  std::size_t threads_;
  std::once_flag made_;
  std::optional<boost::asio::thread_pool> pool_;
  std::vector<std::jthread> running_;  // last: joined before the pool is destroyed
};

}  // namespace concbench::sync
