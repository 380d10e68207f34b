// A connection on which the server sends back what it receives. For tasks that suspend; the twin of blocking_echo.
#pragma once

#include <string>

#include "net/client/coroutine_stream.hpp"
#include "net/echo/conversation.hpp"
#include "net/echo/echo_limit.hpp"

namespace concbench::net {

/// For one loop, or one strand of it (`Executor`).
template <class Executor>
class basic_coroutine_echo final : private echo_limit<Executor> {
 public:
  template <class T>
  using awaitable = asio::awaitable<T, Executor>;

  /// `services` and `timeout` are those of echo_limit.
  basic_coroutine_echo(asio::execution_context& services, const Executor& home, duration timeout)
      : echo_limit<Executor>(services, home, timeout), stream_(home) {}

  /// Connects and upgrades the connection. Throws http_error.
  awaitable<void> open(url where);

  /// As blocking_echo::exchange.
  awaitable<void> exchange(conversation& conversation);

 private:
  void cancel() noexcept override { stream_.cancel(); }

  basic_coroutine_stream<Executor> stream_;
  std::string received_;
};

using coroutine_echo = basic_coroutine_echo<loop_executor>;

}  // namespace concbench::net
