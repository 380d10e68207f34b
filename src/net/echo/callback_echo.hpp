// A connection on which the server sends back what it receives. For completion handlers; the twin of blocking_echo,
// coroutine_echo and fiber_echo.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>

#include "net/client/async_stream.hpp"
#include "net/echo/conversation.hpp"
#include "net/echo/echo_limit.hpp"
#include "net/http/url.hpp"

namespace concbench::net {

/// For one loop. It does one thing at a time, and must live until the handler for that has been called; the handler may
/// own it.
class callback_echo final : private echo_limit<loop_executor> {
 public:
  /// Is called once, on the loop. It must not throw.
  using handler = std::function<void(const std::exception_ptr& error)>;

  /// `timeout` is that of echo_limit.
  callback_echo(event_loop& loop, duration timeout)
      : echo_limit(loop, loop.get_executor(), timeout), stream_(loop.get_executor()) {}

  /// Connects and upgrades the connection.
  void open(url where, handler done);

  /// As blocking_echo::exchange. `conversation` must live until `done` is called.
  void exchange(conversation& conversation, handler done);

 private:
  class operation;
  class opening;
  class exchanging;

  void cancel() noexcept override { stream_.cancel(); }

  async_stream<loop_executor> stream_;
  std::optional<deadlines::scope> limit_;
  std::string received_;
};

}  // namespace concbench::net
