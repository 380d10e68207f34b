// A connection on which the server sends back what it receives, for tasks that suspend: twin of
// blocking_echo.
#pragma once

#include <string>

#include "net/conversation.hpp"
#include "net/coroutine_stream.hpp"
#include "net/request_deadlines.hpp"

namespace concbench::net {

/// Used from one loop, or one strand of it (`Executor`).
template <class Executor>
class basic_coroutine_echo final : private request_deadlines<Executor>::entry {
 public:
  template <class T>
  using awaitable = asio::awaitable<T, Executor>;

  /// `services`: of that loop or strand. `timeout` bounds opening, and each message; it is the same for all
  /// of its connections. A message that does not come back is noticed up to a quarter of it later: whether
  /// one has is looked at four times in that time, which costs a message nothing.
  basic_coroutine_echo(asio::execution_context& services, const Executor& home, duration timeout);

  /// Connects and has the connection upgraded. Throws http_error.
  awaitable<void> open(url where);

  /// As that of blocking_echo.
  awaitable<void> exchange(conversation& with);

 private:
  void expired() noexcept override;
  /// Throws what ended the last operation, if anything did but the end of the stream.
  void check() const {
    if (timed_out_ || stream_.error()) fail();
  }
  void fail() const;

  using deadlines = request_deadlines<Executor>;

  deadlines& deadlines_;
  duration timeout_;
  int silent_ = 0;  ///< quarters of `timeout_` that ended since the message began
  bool timed_out_ = false;
  basic_coroutine_stream<Executor> stream_;
  std::string received_;
};

using coroutine_echo = basic_coroutine_echo<loop_executor>;

}  // namespace concbench::net
