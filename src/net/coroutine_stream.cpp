// Asio sockets, typed on the loop's executor.
#include "net/coroutine_stream.hpp"

#include <fmt/format.h>
#include <boost/asio/write.hpp>

namespace concbench::net {

awaitable<std::vector<asio::ip::tcp::endpoint>> coroutine_stream::resolve(
    std::shared_ptr<const origin> where) {
  // A numeric address needs no resolver, whose look-ups run on a thread of their own.
  if (const auto address = asio::ip::make_address(where->host, error_); !error_)
    co_return std::vector{tcp::endpoint(address, static_cast<std::uint16_t>(std::stoi(where->port)))};
  error_ = {};
  const auto found = co_await resolver_.async_resolve(where->host, where->port, keep_error());
  if (error_)
    throw http_error(unresolved(*where, error_ == asio::error::host_not_found,
                                error_ == asio::error::host_not_found_try_again));
  co_return std::vector<tcp::endpoint>(found.begin(), found.end());
}

awaitable<void> coroutine_stream::connect(std::shared_ptr<const origin> where, asio::ssl::context* tls) {
  const auto endpoints = co_await resolve(where);
  for (const auto& endpoint : endpoints) {
    if (socket_.is_open()) socket_.close();
    co_await socket_.async_connect(endpoint, keep_error());
    if (!error_ || cancelled_) break;
  }
  if (error_) throw http_error(fmt::format("cannot connect to {}: {}", where->name, error_.message()));
  socket_.set_option(tcp::no_delay(true));
  socket_.non_blocking(true);
  if (cancelled_) throw http_error(fmt::format("connecting to {} was cancelled", where->name));
  if (tls == nullptr) co_return;

  tls_.emplace(socket_, *tls);
  expect_server(tls_->native_handle(), *where);
  co_await tls_->async_handshake(asio::ssl::stream_base::client, keep_error());
  if (error_)
    throw http_error(fmt::format("no TLS with {}: {}", where->name,
                                 handshake_error(tls_->native_handle(), error_.message())));
}

awaitable<std::size_t> coroutine_stream::read_some(asio::mutable_buffer space) {
  if (tls_) return tls_->async_read_some(space, keep_error());
  return socket_.async_read_some(space, keep_error());
}

std::string_view coroutine_stream::write_now(std::string_view bytes) {
  error_ = {};
  if (tls_) return bytes;
  const auto written = socket_.write_some(asio::buffer(bytes), error_);
  if (error_ == asio::error::would_block) error_ = {};
  return bytes.substr(written);
}

awaitable<std::size_t> coroutine_stream::write(std::string_view bytes) {
  if (tls_) return asio::async_write(*tls_, asio::buffer(bytes), keep_error());
  return asio::async_write(socket_, asio::buffer(bytes), keep_error());
}

void coroutine_stream::cancel() noexcept {
  cancelled_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
  resolver_.cancel();
}

}  // namespace concbench::net
