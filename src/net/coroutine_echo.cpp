// Read it beside blocking_echo.cpp.
#include "net/coroutine_echo.hpp"

#include <boost/asio/execution_context.hpp>

namespace concbench::net {
namespace {

/// The time limits of all that echo on one loop.
struct echo_deadlines final : asio::execution_context::service {
  inline static asio::execution_context::id id;
  explicit echo_deadlines(event_loop& owner) : service(owner), all(owner.get_executor()) {}
  void shutdown() noexcept override {}

  request_deadlines all;
};

}  // namespace

coroutine_echo::coroutine_echo(event_loop& loop, duration timeout)
    : deadlines_(asio::use_service<echo_deadlines>(loop).all),
      timeout_(timeout),
      stream_(loop.get_executor()) {}

awaitable<void> coroutine_echo::open(url where) {
  const request_deadlines::scope timed(deadlines_, *this, timeout_);
  try {
    co_await stream_.connect(where.where, nullptr);
  } catch (const http_error&) {
    if (timed_out_) throw request_timeout(timeout_);
    throw;
  }
  http_exchange upgrade;
  upgrade.begin_upgrade(where, "echo");
  co_await stream_.write(upgrade.request());
  check();
  while (!upgrade.done()) {
    const auto size = co_await stream_.read_some(upgrade.space());
    check();
    if (size == 0) {
      upgrade.closed();
    } else {
      upgrade.received(size);
    }
  }
  require_upgrade(where, upgrade.take());
}

/// The buffer has room for a byte more than is expected. One too many would be seen; and a read that leaves
/// room tells Asio that there is no more, which saves the next one a system call.
awaitable<std::string_view> coroutine_echo::exchange(std::string_view message) {
  const request_deadlines::scope timed(deadlines_, *this, timeout_);
  if (const auto rest = stream_.write_now(message); !rest.empty()) co_await stream_.write(rest);
  check();
  received_.resize(message.size() + 1);
  std::size_t size = 0;
  while (size < message.size()) {
    const auto more = co_await stream_.read_some(asio::buffer(received_) + size);
    check();
    if (more == 0) throw connection_lost("the server closed the connection before it had sent all back");
    size += more;
  }
  if (size > message.size()) throw http_error("the server sent back more than it was sent");
  co_return std::string_view(received_).substr(0, size);
}

/// Throws what ended the last operation, if anything did. The end of the stream is not for this to judge.
void coroutine_echo::check() const {
  if (timed_out_) throw request_timeout(timeout_);
  if (const auto error = stream_.error(); error && error != asio::error::eof)
    throw connection_lost("the connection was lost: " + error.message());
}

}  // namespace concbench::net
