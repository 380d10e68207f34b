// Runs a blocking function on a thread pool for a task that must not block its loop
// (`asyncio.to_thread`).
#pragma once

#include <type_traits>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "sync/outcome.hpp"
#include "sync/parked_handler.hpp"
#include "system/event_loop.hpp"

namespace concbench::sync {

/// Runs `work` on `pool`. Then completes `token` on its handler's own executor, as `void(outcome<Result>)`. The loop
/// keeps running meanwhile.
template <class Work, class Token>
auto async_offload(asio::thread_pool& pool, Work work, Token&& token) {
  using result = std::invoke_result_t<Work&>;
  const auto start = [&pool](auto handler, Work job) {
    asio::post(pool, [job = std::move(job), parked = parked_handler(std::move(handler))]() mutable {
      auto ended = outcome_of([&] {
        auto once = std::move(job);  // destroys what it holds here, within the task
        return once();
      });
      parked.resume(std::move(ended));
    });
  };
  return asio::async_initiate<Token, void(outcome<result>)>(start, token, std::move(work));
}

/// As above, for a coroutine, which suspends meanwhile.
template <class Executor = loop_executor, class Work, class Result = std::invoke_result_t<Work&>>
asio::awaitable<Result, Executor> offload(asio::thread_pool& pool, Work work) {
  auto ended = co_await async_offload(pool, std::move(work), asio::use_awaitable_t<Executor>());
  co_return ended.get();
}

}  // namespace concbench::sync
