// A connection on which the server sends back what it receives. For fibers; the twin of blocking_echo and
// coroutine_echo.
#pragma once

#include <string>

#include "net/client/async_stream.hpp"
#include "net/echo/conversation.hpp"
#include "net/echo/echo_limit.hpp"
#include "system/fiber.hpp"

namespace concbench::net {

/// For the fibers of one loop, one after another.
class fiber_echo final : private echo_limit<loop_executor> {
 public:
  /// `timeout` is that of echo_limit.
  fiber_echo(event_loop& loop, duration timeout)
      : echo_limit(loop, loop.get_executor(), timeout), stream_(loop.get_executor()) {}

  /// Connects and upgrades the connection. Throws http_error.
  void open(const fiber_yield& yield, const url& where);

  /// As blocking_echo::exchange.
  void exchange(const fiber_yield& yield, conversation& conversation);

 private:
  void cancel() noexcept override { stream_.cancel(); }

  async_stream<loop_executor> stream_;
  std::string received_;
};

}  // namespace concbench::net
