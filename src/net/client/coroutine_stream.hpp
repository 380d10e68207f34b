// A TCP connection, with TLS where asked, whose calls suspend the calling coroutine: twin of blocking_stream.
#pragma once

#include <memory>
#include <string_view>

#include <boost/asio/redirect_error.hpp>

#include "net/client/async_stream.hpp"

namespace concbench::net {

/// For the coroutines of `home`: a loop, or a strand of one.
template <class Executor>
class basic_coroutine_stream {
 public:
  using executor_type = Executor;
  template <class T>
  using awaitable = asio::awaitable<T, Executor>;

  explicit basic_coroutine_stream(const Executor& home) : stream_(home) {}

  /// Connects, and shakes hands where there is a `tls`. Throws http_error.
  awaitable<void> connect(std::shared_ptr<const origin> where, asio::ssl::context* tls);

  /// Whether a connection that is idle can carry another request. Blocks never.
  bool is_quiet() { return stream_.is_quiet(); }

  /// Reads what there is, at least one byte unless `error()` is set. Not a coroutine of its own: one frame
  /// less a read.
  awaitable<std::size_t> read_some(asio::mutable_buffer space) {
    return stream_.async_read_some(space, keep_error());
  }

  /// Writes what goes out at once; `write` takes the rest.
  std::string_view write_now(std::string_view bytes) { return stream_.write_now(bytes, error_); }
  awaitable<std::size_t> write(std::string_view bytes) { return stream_.async_write(bytes, keep_error()); }

  /// Closing will reset the connection: its port is free at once, instead of in a minute.
  void reset_on_close() { stream_.reset_on_close(); }

  boost::system::error_code error() const noexcept { return error_; }

  /// Ends what is under way with an error, and lets a connect() that is under way try nothing further.
  void cancel() noexcept { stream_.cancel(); }

 private:
  using endpoints = typename async_stream<Executor>::endpoints;

  awaitable<endpoints> resolve(std::shared_ptr<const origin> where);
  auto keep_error() { return asio::redirect_error(asio::use_awaitable_t<Executor>(), error_); }

  async_stream<Executor> stream_;
  boost::system::error_code error_;
};

}  // namespace concbench::net
