// A connection on which the server sends back what it receives, in completion handlers: twin of
// blocking_echo, coroutine_echo and fiber_echo.
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

/// Used from one loop. It does one thing at a time, and lives until the handler of that has been called: the
/// handler may own it.
class callback_echo final : private echo_limit<loop_executor> {
 public:
  /// Called once, on the loop, and lets no exception out.
  using handler = std::function<void(const std::exception_ptr& error)>;

  /// `timeout`: as that of echo_limit.
  callback_echo(event_loop& loop, duration timeout)
      : echo_limit(loop, loop.get_executor(), timeout), stream_(loop.get_executor()) {}

  /// Connects and has the connection upgraded.
  void open(url where, handler done);

  /// As that of blocking_echo. `conversation` lives until `done` is called.
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
