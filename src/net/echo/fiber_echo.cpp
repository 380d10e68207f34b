// Read it beside blocking_echo.cpp.
#include "net/echo/fiber_echo.hpp"

#include "net/client/fiber_connect.hpp"

namespace concbench::net {

void fiber_echo::open(const fiber_yield& yield, const url& where) {
  const auto limit = start_limit();
  try {
    connect(stream_, yield, *where.where, nullptr);
  } catch (const http_error&) {
    if (timed_out()) throw request_timeout(timeout());
    throw;
  }
  boost::system::error_code error;
  http_exchange upgrade;
  upgrade.begin_upgrade(where, "echo");
  stream_.async_write(upgrade.request(), yield[error]);
  check(error);
  while (!upgrade.done()) {
    const auto size = stream_.async_read_some(upgrade.space(), yield[error]);
    check(error);
    upgrade.received(size);
  }
  require_upgrade(where, upgrade.take());
  stream_.reset_on_close();  // there are 28,000 ports, and rounds of 10,000 connections each
}

void fiber_echo::exchange(const fiber_yield& yield, conversation& conversation) {
  const auto limit = start_limit();
  boost::system::error_code error;
  for (auto message = conversation.next(); !message.empty(); message = conversation.next()) {
    begin_message();
    if (const auto rest = stream_.write_now(message, error); !error && !rest.empty())
      stream_.async_write(rest, yield[error]);
    check(error);
    received_.resize(message.size() + 1);  // one too many would be seen
    std::size_t size = 0;
    while (size < message.size()) {
      const auto more = stream_.async_read_some(asio::buffer(received_) + size, yield[error]);
      check(error);
      if (more == 0) throw connection_lost("the server closed the connection before it had sent all back");
      size += more;
    }
    if (size > message.size()) throw http_error("the server sent back more than it was sent");
    conversation.received(std::string_view(received_).substr(0, size));
  }
}

}  // namespace concbench::net
