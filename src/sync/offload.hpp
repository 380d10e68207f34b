// Runs a blocking function on a thread pool for a coroutine that must not block its loop
// (`asyncio.to_thread`).
#pragma once

#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "system/event_loop.hpp"

namespace concbench::sync {

/// Suspends the calling coroutine, runs `work` on `pool`, and resumes on the coroutine's own executor with
/// what `work` returned or threw. The loop is kept running meanwhile. A result must be default-constructible.
template <class Executor = loop_executor, class Work, class Result = std::invoke_result_t<Work&>>
asio::awaitable<Result, Executor> offload(asio::thread_pool& pool, Work work) {
  constexpr asio::use_awaitable_t<Executor> token{};
  // A function without a result travels as one with an empty result.
  using value = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;
  const auto start = [&pool](auto handler, Work job) {
    // Counts as outstanding work of the loop until the handler has run there.
    auto home =
        asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked);
    asio::post(pool, [job = std::move(job), handler = std::move(handler), home = std::move(home)]() mutable {
      std::exception_ptr error;
      value result{};
      try {
        if constexpr (std::is_void_v<Result>) {
          job();
        } else {
          result = job();
        }
      } catch (...) {
        error = std::current_exception();
      }
      asio::post(home, [handler = std::move(handler), error, result = std::move(result)]() mutable {
        std::move(handler)(error, std::move(result));
      });
    });
  };
  auto result = co_await asio::async_initiate<decltype(token), void(std::exception_ptr, value)>(
      start, token, std::move(work));
  if constexpr (!std::is_void_v<Result>) co_return result;
}

}  // namespace concbench::sync
