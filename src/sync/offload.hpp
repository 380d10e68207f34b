// Runs a blocking function on a thread pool for a task that must not block its loop
// (`asyncio.to_thread`).
#pragma once

#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "sync/parked_handler.hpp"
#include "system/event_loop.hpp"

namespace concbench::sync {

/// What a function returned or threw on another thread. The result type must be default-constructible.
template <class Result>
struct offloaded {
  std::exception_ptr error;
  std::conditional_t<std::is_void_v<Result>, std::monostate, Result> value{};

  /// Returns the result, or throws the exception.
  Result get() {
    if (error) std::rethrow_exception(error);
    if constexpr (!std::is_void_v<Result>) return std::move(value);
  }
};

/// Runs `work` on `pool`. Then completes `token` on its handler's own executor, as `void(offloaded<Result>)`. The loop
/// keeps running meanwhile.
template <class Work, class Token>
auto async_offload(asio::thread_pool& pool, Work work, Token&& token) {
  using result = std::invoke_result_t<Work&>;
  const auto start = [&pool](auto handler, Work job) {
    asio::post(pool, [job = std::move(job), parked = parked_handler(std::move(handler))]() mutable {
      offloaded<result> outcome;
      try {
        auto once = std::move(job);  // destroys what it holds here, within the task
        if constexpr (std::is_void_v<result>) {
          once();
        } else {
          outcome.value = once();
        }
      } catch (...) {
        outcome.error = std::current_exception();
      }
      parked.resume(std::move(outcome));
    });
  };
  return asio::async_initiate<Token, void(offloaded<result>)>(start, token, std::move(work));
}

/// As above, for a coroutine, which suspends meanwhile.
template <class Executor = loop_executor, class Work, class Result = std::invoke_result_t<Work&>>
asio::awaitable<Result, Executor> offload(asio::thread_pool& pool, Work work) {
  auto outcome = co_await async_offload(pool, std::move(work), asio::use_awaitable_t<Executor>());
  co_return outcome.get();
}

}  // namespace concbench::sync
