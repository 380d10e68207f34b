// Asio sockets, typed on the executor of the loop or the strand.
#include "net/coroutine_stream.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <boost/asio/write.hpp>

namespace concbench::net {

template <class Executor>
asio::awaitable<std::vector<asio::ip::tcp::endpoint>, Executor> basic_coroutine_stream<Executor>::resolve(
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

template <class Executor>
asio::awaitable<void, Executor> basic_coroutine_stream<Executor>::connect(std::shared_ptr<const origin> where,
                                                                          asio::ssl::context* tls) {
  const auto endpoints = co_await resolve(where);
  for (const auto& endpoint : endpoints) {
    if (socket_.is_open()) socket_.close();
    co_await socket_.async_connect(endpoint, keep_error());
    if (!error_ || cancelled_) break;
  }
  if (error_) throw http_error(unconnected(*where, error_.value()));
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

template <class Executor>
asio::awaitable<std::size_t, Executor> basic_coroutine_stream<Executor>::read_some(
    asio::mutable_buffer space) {
  if (tls_) return tls_->async_read_some(space, keep_error());
  return socket_.async_read_some(space, keep_error());
}

template <class Executor>
std::string_view basic_coroutine_stream<Executor>::write_now(std::string_view bytes) {
  error_ = {};
  if (tls_) return bytes;
  const auto written = socket_.write_some(asio::buffer(bytes), error_);
  if (error_ == asio::error::would_block) error_ = {};
  return bytes.substr(written);
}

template <class Executor>
asio::awaitable<std::size_t, Executor> basic_coroutine_stream<Executor>::write(std::string_view bytes) {
  if (tls_) return asio::async_write(*tls_, asio::buffer(bytes), keep_error());
  return asio::async_write(socket_, asio::buffer(bytes), keep_error());
}

/// Not through Asio's option, which a socket's destructor takes back.
template <class Executor>
void basic_coroutine_stream<Executor>::reset_on_close() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

template <class Executor>
void basic_coroutine_stream<Executor>::cancel() noexcept {
  cancelled_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
  resolver_.cancel();
}

template class basic_coroutine_stream<loop_executor>;
template class basic_coroutine_stream<loop_strand>;

}  // namespace concbench::net
