// Read it beside blocking_echo.cpp.
#include "net/echo/coroutine_echo.hpp"

namespace concbench::net {

template <class Executor>
asio::awaitable<void, Executor> basic_coroutine_echo<Executor>::open(url where) {
  const auto limit = this->start_limit();
  try {
    co_await stream_.connect(where.where, nullptr);
  } catch (const http_error&) {
    if (this->timed_out()) throw request_timeout(this->timeout());
    throw;
  }
  http_exchange upgrade;
  upgrade.begin_upgrade(where, "echo");
  co_await stream_.write(upgrade.request());
  this->check(stream_.error());
  while (!upgrade.done()) {
    const auto size = co_await stream_.read_some(upgrade.space());
    this->check(stream_.error());
    upgrade.received(size);
  }
  require_upgrade(where, upgrade.take());
  stream_.reset_on_close();  // there are 28,000 ports, and rounds of 10,000 connections each
}

/// All messages are in one coroutine: one each would cost 100 ns.
template <class Executor>
asio::awaitable<void, Executor> basic_coroutine_echo<Executor>::exchange(conversation& conversation) {
  const auto limit = this->start_limit();
  for (auto message = conversation.next(); !message.empty(); message = conversation.next()) {
    this->begin_message();
    if (const auto rest = stream_.write_now(message); !rest.empty()) co_await stream_.write(rest);
    this->check(stream_.error());
    received_.resize(message.size() + 1);  // one too many would be seen
    std::size_t size = 0;
    while (size < message.size()) {
      const auto more = co_await stream_.read_some(asio::buffer(received_) + size);
      this->check(stream_.error());
      if (more == 0) throw connection_lost("the server closed the connection before it had sent all back");
      size += more;
    }
    if (size > message.size()) throw http_error("the server sent back more than it was sent");
    conversation.received(std::string_view(received_).substr(0, size));
  }
}

template class basic_coroutine_echo<loop_executor>;
template class basic_coroutine_echo<loop_strand>;

}  // namespace concbench::net
