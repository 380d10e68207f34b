// What a model offers to its tasks besides running them.
#pragma once

#include <memory>
#include <utility>

#include <boost/asio/execution_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "sync/offload.hpp"
#include "system/event_loop.hpp"

namespace concbench {

/// For tasks that block: the services (connection pools, for example) that the threads of one executor share.
/// `asio::use_service<pool>(context.services())` makes one on first use; it ends with the executor.
class blocking_context {
 public:
  asio::execution_context& services() noexcept { return services_; }

 private:
  asio::execution_context services_;
};

/// For tasks that suspend: their loop, the services that belong to it, and a pool for what can only block.
class coroutine_context {
 public:
  /// `offload_threads`: the size of the pool, should a task ever need it.
  coroutine_context(event_loop& loop, std::size_t offload_threads)
      : loop_(loop), offload_threads_(offload_threads) {}

  event_loop& loop() noexcept { return loop_; }
  asio::execution_context& services() noexcept { return loop_; }

  /// Runs `work` on the pool and resumes on the loop with its result, or its exception.
  template <class Work>
  awaitable<std::invoke_result_t<Work>> offload(Work work) {
    if (!pool_) pool_ = std::make_unique<asio::thread_pool>(offload_threads_);
    return sync::offload(*pool_, std::move(work));
  }

 private:
  event_loop& loop_;
  std::size_t offload_threads_;
  std::unique_ptr<asio::thread_pool> pool_;
};

}  // namespace concbench
