// A connection by TCP or to a Unix socket, with TLS where asked. Its operations take any completion token; all clients
// that wait on a loop use it.
#pragma once

#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/socket.h>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "net/client/client.hpp"
#include "net/http/url.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

/// A connection on a loop, or on a strand of one (`Executor`). To connect: get the endpoints from `known` or
/// `async_resolve`. Call `async_connect` for one after another until one succeeds, and then `connected`. Where the
/// route to the origin is a tunnel, ask the proxy for it (http_exchange::begin_tunnel). With TLS, call
/// `async_handshake` and `shaken`.
template <class Executor>
class async_stream {
 public:
  using executor_type = Executor;
  using tcp = asio::ip::tcp;
  using error_code = boost::system::error_code;
  using protocol = asio::generic::stream_protocol;  // of all families: a Unix socket is none of TCP
  using endpoints = std::vector<protocol::endpoint>;

  explicit async_stream(const Executor& home) : socket_(home), resolver_(home) {}

  /// The endpoint of a numeric address or of a Unix socket; empty for a name. It needs no resolver, which would start a
  /// thread.
  static endpoints known(const origin& where) {
    if (is_routed_by(where, origin_route::kind::unix_socket))
      return {asio::local::stream_protocol::endpoint(where.route->path)};
    const auto& hop = first_hop(where);
    error_code not_numeric;
    const auto address = asio::ip::make_address(hop.host, not_numeric);
    if (not_numeric) return {};
    return {tcp::endpoint(address, static_cast<std::uint16_t>(std::stoi(hop.port)))};
  }

  /// Completes with (error_code, results), of which `found` makes endpoints. `where` must live until then.
  template <class Token>
  auto async_resolve(const origin& where, Token&& token) {
    const auto& hop = first_hop(where);
    return resolver_.async_resolve(hop.host, hop.port, std::forward<Token>(token));
  }
  /// Makes endpoints of `results`. Throws http_error when there are none, or when the stream was cancelled meanwhile.
  template <class Results>
  endpoints found(const origin& where, const error_code& error, const Results& results) const {
    require_not_cancelled(where);
    if (error)
      throw http_error(unresolved(where, error == asio::error::host_not_found,
                                  error == asio::error::host_not_found_try_again));
    endpoints all;
    for (const auto& each : results) all.emplace_back(each.endpoint());
    return all;
  }

  template <class Token>
  auto async_connect(const protocol::endpoint& endpoint, Token&& token) {
    error_code ignored;
    if (socket_.is_open()) socket_.close(ignored);
    return socket_.async_connect(endpoint, std::forward<Token>(token));
  }

  /// Whether no further endpoint may be tried.
  bool cancelled() const noexcept { return cancelled_; }

  /// Call it after the last async_connect. Throws http_error when that failed, or when the stream was cancelled
  /// meanwhile.
  void connected(const origin& where, const error_code& error) {
    if (error) throw http_error(unconnected(where, error.value()));
    if (is_routed_by(where, origin_route::kind::unix_socket)) {
      require_accepted(where);
    } else {
      socket_.set_option(tcp::no_delay(true));
    }
    socket_.non_blocking(true);
    require_not_cancelled(where);
  }

  template <class Token>
  auto async_handshake(const origin& where, asio::ssl::context& tls, Token&& token) {
    tls_.emplace(socket_, tls);
    expect_server(tls_->native_handle(), where);
    return tls_->async_handshake(asio::ssl::stream_base::client, std::forward<Token>(token));
  }

  /// Call it after async_handshake. Throws http_error when that failed.
  void shaken(const origin& where, const error_code& error) {
    if (!error) return;
    const bool cut_short = error == asio::error::eof || error == asio::ssl::error::stream_truncated;
    const auto reason = cut_short ? std::string(handshake_cut_short) : error.message();
    throw http_error(
        fmt::format("no TLS with {}: {}", where.name, handshake_error(tls_->native_handle(), reason)));
  }

  /// Whether an idle connection can be used for another request: no bytes have arrived, and it has not been closed.
  /// Never blocks. TLS has records of its own, which it reads together with the first data.
  bool is_quiet() {
    if (!tls_) return net::is_quiet(socket_.native_handle());
    char byte = 0;
    error_code error;
    tls_->read_some(asio::buffer(&byte, 1), error);
    return error == asio::error::would_block;
  }

  /// Reads the bytes that have arrived, at least one unless it completes with an error.
  template <class Token>
  auto async_read_some(asio::mutable_buffer space, Token&& token) {
    if (tls_) return tls_->async_read_some(space, std::forward<Token>(token));
    return socket_.async_read_some(space, std::forward<Token>(token));
  }

  /// Writes what the socket's buffer takes at once, which is nearly always the whole request. Returns the rest, which
  /// is to be passed to async_write.
  std::string_view write_now(std::string_view bytes, error_code& error) {
    error = {};
    if (tls_) return bytes;
    const auto written = socket_.write_some(asio::buffer(bytes), error);
    if (error == asio::error::would_block) error = {};
    return bytes.substr(written);
  }
  template <class Token>
  auto async_write(std::string_view bytes, Token&& token) {
    if (tls_) return asio::async_write(*tls_, asio::buffer(bytes), std::forward<Token>(token));
    return asio::async_write(socket_, asio::buffer(bytes), std::forward<Token>(token));
  }

  /// Makes closing reset the connection. It does not use Asio's option, which a socket's destructor undoes.
  void reset_on_close() {
    const linger at_once{1, 0};
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }

  /// Ends operations in progress with an error. A connect in progress does not try further endpoints.
  void cancel() noexcept {
    cancelled_ = true;
    error_code ignored;
    socket_.cancel(ignored);
    // A handshake, and whatever else takes several steps, may be between two of them: a step that has ended waits
    // for its turn on a strand, and its next one would wait for ever. It finds the end of the stream instead.
    socket_.shutdown(asio::socket_base::shutdown_both, ignored);
    resolver_.cancel();
  }

 private:
  void require_not_cancelled(const origin& where) const {
    if (cancelled_) throw http_error(fmt::format("connecting to {} was cancelled", where.name));
  }

  /// Asio takes it for a connection that is under way when too many others wait to be accepted at a Unix socket.
  void require_accepted(const origin& where) const {
    error_code not_connected;
    socket_.remote_endpoint(not_connected);
    if (not_connected) throw http_error(unconnected(where, EAGAIN));
  }

  using socket = asio::basic_stream_socket<protocol, Executor>;
  using resolver = asio::ip::basic_resolver<tcp, Executor>;

  socket socket_;
  resolver resolver_;
  std::optional<asio::ssl::stream<socket&>> tls_;
  bool cancelled_ = false;
};

/// Throws connection_lost when an operation on a connection failed. The end of the stream is no failure here: the
/// exchange judges it.
inline void check_transfer(const boost::system::error_code& error) {
  if (error == asio::ssl::error::stream_truncated)
    throw connection_lost("the server closed the connection without ending TLS");
  if (error && error != asio::error::eof)
    throw connection_lost("the connection was lost: " + error.message());
}

/// The same where the operation may have been ended by the time limit.
inline void check_transfer(const boost::system::error_code& error, bool timed_out,
                           const client_options& options) {
  if (timed_out) throw request_timeout(options.timeout);
  check_transfer(error);
}

}  // namespace concbench::net
