// Read it beside coroutine_echo.cpp.
#include "net/echo/blocking_echo.hpp"

namespace concbench::net {

blocking_echo::blocking_echo(const url& where, duration timeout) : stream_(*where.where, nullptr, timeout) {
  http_exchange upgrade;
  upgrade.begin_upgrade(where, "echo");
  stream_.write(upgrade.request());
  while (!upgrade.done()) upgrade.received(stream_.read_some(upgrade.space()));
  require_upgrade(where, upgrade.take());
  stream_.reset_on_close();  // there are 28,000 ports, and rounds of 10,000 connections each
}

void blocking_echo::exchange(conversation& conversation) {
  for (auto message = conversation.next(); !message.empty(); message = conversation.next()) {
    stream_.start_request();
    stream_.write(message);
    received_.resize(message.size() + 1);  // one too many would be seen
    std::size_t size = 0;
    while (size < message.size()) {
      const auto more = stream_.read_some(boost::asio::buffer(received_) + size);
      if (more == 0) throw connection_lost("the server closed the connection before it had sent all back");
      size += more;
    }
    if (size > message.size()) throw http_error("the server sent back more than it was sent");
    conversation.received(std::string_view(received_).substr(0, size));
  }
}

}  // namespace concbench::net
