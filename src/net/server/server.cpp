// Listening and accepting.
#include "net/server/server.hpp"

#include <new>
#include <stdexcept>

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>

#include "net/server/certificate.hpp"
#include "net/server/listen_address.hpp"
#include "net/server/session.hpp"

namespace concbench::net {
namespace {

namespace ip = asio::ip;

asio::basic_socket_acceptor<ip::tcp, loop_executor> listen(event_loop& loop, const ip::address& address,
                                                           std::uint16_t port) {
  boost::system::error_code error;
  const ip::tcp::endpoint endpoint(address, port);
  asio::basic_socket_acceptor<ip::tcp, loop_executor> listening(loop.get_executor());
  listening.open(endpoint.protocol(), error);
  if (!error) listening.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) listening.bind(endpoint, error);
  if (!error) listening.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use)
    throw std::runtime_error(fmt::format(
        "cannot listen on {} port {}: another program does; choose another port, or 0 for any free one",
        address.to_string(), port));
  if (error)
    throw std::runtime_error(
        fmt::format("cannot listen on {} port {}: {}; try 127.0.0.1, and 0 for any free port",
                    address.to_string(), port, error.message()));
  return listening;
}

asio::ssl::context make_tls(const server_certificate& certificate) {
  asio::ssl::context tls(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
  tls.use_certificate_chain(asio::buffer(certificate.chain_pem));
  tls.use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
  return tls;
}

/// Also in IPv6's spelling of IPv4 (::ffff:127.0.0.1).
bool is_loopback(const ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, address.to_v6()).is_loopback();
  return address.is_loopback();
}

}  // namespace

server::server(const server_options& options)
    : loop_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO),  // the loop's sockets are used by its own thread alone
      images_(options.image_memory),
      limits_(options.limits),
      tls_(asio::ssl::context::tls_server),
      http_(loop_.get_executor()),
      https_(loop_.get_executor()),
      stop_signal_(loop_.get_executor()),
      stopped_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  const auto address = listen_address(options.address);
  on_loopback_ = is_loopback(address);
  http_ = listen(loop_, address, options.http_port);
  https_ = listen(loop_, address, options.https_port);
  const auto certificate = make_certificate(names_of(options.address, address));
  tls_ = make_tls(certificate);
  identity_ = {http_.local_endpoint().port(), https_.local_endpoint().port(), certificate.ca_pem,
               options.version};
}

void server::run() {
  asio::co_spawn(loop_.get_executor(), accept(http_, false), asio::detached);
  asio::co_spawn(loop_.get_executor(), accept(https_, true), asio::detached);
  asio::co_spawn(loop_.get_executor(), limits_.keep(loop_.get_executor()), asio::detached);
  loop_.run();
}

void server::stop() {
  ::eventfd_write(stopped_.get(), 1);
  loop_.stop();
}

void server::stand_still(duration time) {
  const auto end = clock::now() + time;
  pollfd watched[] = {{stopped_.get(), POLLIN, 0}, {stop_signal_.native_handle(), POLLIN, 0}};
  for (auto left = time; left > duration::zero(); left = end - clock::now()) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec limit{seconds.count(), (left - seconds).count()};
    if (::ppoll(watched, std::size(watched), &limit, nullptr) > 0) return;
  }
}

void server::stop_when_readable(int descriptor) {
  stop_signal_.assign(::dup(descriptor));
  stop_signal_.async_wait(asio::posix::descriptor_base::wait_read, [this](boost::system::error_code error) {
    if (!error) stop();
  });
}

awaitable<void> server::accept(acceptor& listener, bool with_tls) {
  const session_surroundings shared{pages_, images_, limits_, stand_still_};
  while (true) {
    boost::system::error_code error;
    server_socket socket(loop_.get_executor());
    co_await listener.async_accept(socket, asio::redirect_error(use_awaitable, error));
    if (error) {
      // Most likely there are no descriptors left. Some will be closed; accepting again at once would only use CPU
      // time.
      loop_timer pause(loop_.get_executor(), std::chrono::milliseconds(10));
      co_await pause.async_wait(use_awaitable);
      continue;
    }
    try {
      auto session =
          with_tls ? serve_tls(std::move(socket), tls_, shared) : serve_plain(std::move(socket), shared);
      asio::co_spawn(loop_.get_executor(), std::move(session), asio::detached);
    } catch (const std::bad_alloc&) {
      // This client has to try again. Clients that are connected are served as before.
    }
  }
}

}  // namespace concbench::net
