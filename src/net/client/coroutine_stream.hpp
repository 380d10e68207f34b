// A connection, with TLS where asked. Its calls suspend the calling coroutine; it is the twin of blocking_stream.
#pragma once

#include <memory>
#include <string_view>

#include <boost/asio/redirect_error.hpp>

#include "net/client/async_stream.hpp"

namespace concbench::net {

/// For the coroutines of `home`, which is a loop or a strand of one.
template <class Executor>
class basic_coroutine_stream {
 public:
  using executor_type = Executor;
  template <class T>
  using awaitable = asio::awaitable<T, Executor>;

  explicit basic_coroutine_stream(const Executor& home) : stream_(home) {}

  /// Connects by the route to `where`, and does the TLS handshake when there is a `tls`. Throws http_error.
  awaitable<void> connect(std::shared_ptr<const origin> where, asio::ssl::context* tls);

  /// Whether an idle connection can be used for another request. Never blocks.
  bool is_quiet() { return stream_.is_quiet(); }

  /// Reads the bytes that have arrived, at least one unless `error()` is set. It is no coroutine itself, which saves a
  /// frame for each read.
  awaitable<std::size_t> read_some(asio::mutable_buffer space) {
    return stream_.async_read_some(space, keep_error());
  }

  /// Writes what can be sent at once; `write` sends the rest.
  std::string_view write_now(std::string_view bytes) { return stream_.write_now(bytes, error_); }
  awaitable<std::size_t> write(std::string_view bytes) { return stream_.async_write(bytes, keep_error()); }

  /// Makes closing reset the connection: its port is free at once, and not only after a minute.
  void reset_on_close() { stream_.reset_on_close(); }

  boost::system::error_code error() const noexcept { return error_; }

  /// Ends operations in progress with an error. A connect() in progress does not try further endpoints.
  void cancel() noexcept { stream_.cancel(); }

 private:
  using endpoints = typename async_stream<Executor>::endpoints;

  awaitable<endpoints> resolve(std::shared_ptr<const origin> where);
  awaitable<void> open_tunnel(std::shared_ptr<const origin> where);
  auto keep_error() { return asio::redirect_error(asio::use_awaitable_t<Executor>(), error_); }

  async_stream<Executor> stream_;
  boost::system::error_code error_;
};

}  // namespace concbench::net
