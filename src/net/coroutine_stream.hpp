// A TCP connection, with TLS where asked, whose calls suspend the calling coroutine: twin of blocking_stream.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "net/client.hpp"
#include "net/url.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

/// For the coroutines of `home`: a loop, or a strand of one.
template <class Executor>
class basic_coroutine_stream {
 public:
  template <class T>
  using awaitable = asio::awaitable<T, Executor>;

  explicit basic_coroutine_stream(const Executor& home) : socket_(home), resolver_(home) {}

  /// Connects, and shakes hands where there is a `tls`. Throws http_error.
  awaitable<void> connect(std::shared_ptr<const origin> where, asio::ssl::context* tls);

  /// Reads what there is, at least one byte unless `error()` is set. Not a coroutine of its own: one frame
  /// less a read.
  awaitable<std::size_t> read_some(asio::mutable_buffer space);

  /// A request nearly always fits the socket's buffer and goes out at once; what does not is written by
  /// `write`.
  std::string_view write_now(std::string_view bytes);
  awaitable<std::size_t> write(std::string_view bytes);

  /// Closing will reset the connection: its port is free at once, instead of in a minute.
  void reset_on_close();

  boost::system::error_code error() const noexcept { return error_; }

  /// Ends what is under way with operation_aborted, and lets a connect() that is under way try nothing
  /// further.
  void cancel() noexcept;

 private:
  using tcp = asio::ip::tcp;
  using socket = asio::basic_stream_socket<tcp, Executor>;
  using resolver = asio::ip::basic_resolver<tcp, Executor>;

  awaitable<std::vector<tcp::endpoint>> resolve(std::shared_ptr<const origin> where);
  auto keep_error() { return asio::redirect_error(asio::use_awaitable_t<Executor>(), error_); }

  socket socket_;
  resolver resolver_;
  std::optional<asio::ssl::stream<socket&>> tls_;
  boost::system::error_code error_;
  bool cancelled_ = false;
};

}  // namespace concbench::net
