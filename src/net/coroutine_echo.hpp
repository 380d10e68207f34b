// A connection on which the server sends back what it receives, for tasks that suspend: twin of
// blocking_echo.
#pragma once

#include <string>
#include <string_view>

#include "net/coroutine_stream.hpp"
#include "net/request_deadlines.hpp"

namespace concbench::net {

/// Used from one loop.
class coroutine_echo final : private request_deadlines::entry {
 public:
  /// `timeout` bounds opening, and each message; it is the same for all connections of a loop.
  coroutine_echo(event_loop& loop, duration timeout);

  /// Connects and has the connection upgraded. Throws http_error.
  awaitable<void> open(url where);

  /// As that of blocking_echo.
  awaitable<std::string_view> exchange(std::string_view message);

 private:
  void expired() noexcept override {
    timed_out_ = true;
    stream_.cancel();
  }
  void check() const;

  request_deadlines& deadlines_;
  duration timeout_;
  bool timed_out_ = false;
  coroutine_stream stream_;
  std::string received_;
};

}  // namespace concbench::net
