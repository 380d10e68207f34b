// A connection on which the server sends back what it receives, in completion handlers: twin of
// blocking_echo, coroutine_echo and fiber_echo.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "net/async_stream.hpp"
#include "net/conversation.hpp"
#include "net/echo_limit.hpp"
#include "net/http_exchange.hpp"

namespace concbench::net {

/// Used from one loop. It does one thing at a time, and lives until the handler of that has been called: the
/// handler may own it.
class callback_echo final : private echo_limit<loop_executor> {
 public:
  /// Called once, on the loop, and lets no exception out. An error is an http_error.
  using handler = std::function<void(const std::exception_ptr& error)>;

  /// `timeout`: as that of echo_limit.
  callback_echo(event_loop& loop, duration timeout)
      : echo_limit(loop, loop.get_executor(), timeout), stream_(loop.get_executor()) {}

  /// Connects and has the connection upgraded.
  void open(url where, handler done);

  /// As that of blocking_echo. `with` lives until `done` is called.
  void exchange(conversation& with, handler done);

 private:
  using error_code = boost::system::error_code;

  void cancel() noexcept override { stream_.cancel(); }

  template <class Step>
  void guarded(handler& done, Step step);
  void try_endpoint(std::size_t index, handler done);
  void ask(handler done);
  void receive_answer(handler done);
  void send(handler done);
  void sent(const error_code& error, handler done);
  void receive(handler done);
  void finish(handler done, const std::exception_ptr& error);

  async_stream<loop_executor> stream_;
  std::optional<deadlines::scope> timed_;
  url where_;
  async_stream<loop_executor>::endpoints candidates_;
  http_exchange upgrade_;
  conversation* with_ = nullptr;
  std::string_view message_;
  std::string received_;
  std::size_t size_ = 0;  ///< bytes of `received_` that are there
};

}  // namespace concbench::net
