// The threads that `offload` works on, made when they are first needed.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>

#include <boost/asio/thread_pool.hpp>

namespace concbench::sync {

/// Most coroutines never block anything: a pool that none of them asks for has no threads.
class offload_pool {
 public:
  /// `threads` ≥ 1: how many it will have.
  explicit offload_pool(std::size_t threads) : threads_(threads) {}

  /// Starts the threads when it is first called. Safe from any thread. Throws std::system_error when the
  /// system refuses one.
  boost::asio::thread_pool& get() {
    std::call_once(made_, [this] { pool_.emplace(threads_); });
    return *pool_;
  }

 private:
  std::size_t threads_;
  std::once_flag made_;
  std::optional<boost::asio::thread_pool> pool_;
};

}  // namespace concbench::sync
