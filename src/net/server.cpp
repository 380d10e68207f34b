// Listening and accepting.
#include "net/server.hpp"

#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "net/certificate.hpp"
#include "net/session.hpp"

namespace concbench::net {

namespace ip = asio::ip;

server::acceptor server::listen(event_loop& loop, const server_options& options, std::uint16_t port) {
  boost::system::error_code error;
  const auto address = ip::make_address(options.address, error);
  if (error) throw std::runtime_error(fmt::format("'{}' is not an address to listen on: write 127.0.0.1, ::1 or 0.0.0.0", options.address));
  const ip::tcp::endpoint endpoint(address, port);
  acceptor listening(loop.get_executor());
  listening.open(endpoint.protocol(), error);
  if (!error) listening.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) listening.bind(endpoint, error);
  if (!error) listening.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    throw std::runtime_error(fmt::format("cannot listen on {} port {}: {}; choose another port, or 0 for any", options.address, port, error.message()));
  return listening;
}

server::server(const server_options& options)
    : loop_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO),
      pages_(identity_),
      tls_(asio::ssl::context::tls_server),
      http_(listen(loop_, options, options.http_port)),
      https_(listen(loop_, options, options.https_port)),
      stop_signal_(loop_.get_executor()) {
  const auto certificate = make_certificate({"localhost", "127.0.0.1", "::1", options.address});
  tls_.use_certificate_chain(asio::buffer(certificate.chain_pem));
  tls_.use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
  identity_ = {http_.local_endpoint().port(), https_.local_endpoint().port(), certificate.ca_pem};
}

void server::run() {
  asio::co_spawn(loop_.get_executor(), accept(http_, false), asio::detached);
  asio::co_spawn(loop_.get_executor(), accept(https_, true), asio::detached);
  loop_.run();
}

void server::stop_when_readable(int descriptor) {
  stop_signal_.assign(::dup(descriptor));
  stop_signal_.async_wait(asio::posix::descriptor_base::wait_read, [this](boost::system::error_code error) {
    if (!error) stop();
  });
}

awaitable<void> server::accept(acceptor& from, bool with_tls) {
  while (true) {
    boost::system::error_code error;
    server_socket socket(loop_.get_executor());
    co_await from.async_accept(socket, asio::redirect_error(use_awaitable, error));
    if (error) {
      // Out of descriptors, most likely: those in use come back. Accepting at once again would only spin.
      loop_timer pause(loop_.get_executor(), std::chrono::milliseconds(10));
      co_await pause.async_wait(use_awaitable);
      continue;
    }
    auto session = with_tls ? serve_tls(std::move(socket), tls_, pages_) : serve_plain(std::move(socket), pages_);
    asio::co_spawn(loop_.get_executor(), std::move(session), asio::detached);
  }
}

}  // namespace concbench::net
