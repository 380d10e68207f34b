// Sockets and OpenSSL as a blocking program uses them.
#include "net/client/blocking_stream.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <boost/asio/local/stream_protocol.hpp>

namespace concbench::net {
namespace {

struct addresses_free {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using addresses = std::unique_ptr<addrinfo, addresses_free>;

addresses resolve(const origin& where) {
  const auto& hop = first_hop(where);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (const int error = ::getaddrinfo(hop.host.c_str(), hop.port.c_str(), &hints, &list); error != 0)
    throw http_error(unresolved(where, error == EAI_NONAME, error == EAI_AGAIN));
  return addresses(list);
}

std::string describe(int error) {
  return std::generic_category().message(error);
}

/// Connects without blocking, so that the deadline holds; returns 0 or an errno.
int connect_within(int socket, const sockaddr* address, socklen_t address_size, clock::time_point deadline) {
  if (::connect(socket, address, address_size) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  pollfd ready{socket, POLLOUT, 0};
  int done = 0;
  do {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
    done = ::poll(&ready, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30)));
  } while (done < 0 && errno == EINTR);
  if (done == 0) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

}  // namespace

blocking_stream::blocking_stream(const origin& where, SSL_CTX* tls, duration timeout)
    : timeout_(timeout), deadline_(clock::now() + timeout) {
  connect(where);
  if (is_routed_by(where, origin_route::kind::tunnel)) open_tunnel(where);
  if (tls != nullptr) shake_hands(where, tls);
}

void blocking_stream::connect(const origin& where) {
  int error = 0;
  const auto try_address = [&](const sockaddr* address, socklen_t size) {
    socket_.reset(::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    error = socket_ ? connect_within(socket_.get(), address, size, deadline_) : errno;
    if (error != 0) socket_.reset();
  };
  if (is_routed_by(where, origin_route::kind::unix_socket)) {
    const boost::asio::local::stream_protocol::endpoint address(where.route->path);
    try_address(address.data(), static_cast<socklen_t>(address.size()));
  } else {
    const auto list = resolve(where);
    for (const auto* each = list.get(); each != nullptr && !socket_; each = each->ai_next)
      try_address(each->ai_addr, each->ai_addrlen);
  }
  if (!socket_ && clock::now() >= deadline_) throw request_timeout(timeout_);
  if (!socket_) throw http_error(unconnected(where, error));
  const int on = 1;
  ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // a Unix socket needs none
  set_blocking(true);
}

void blocking_stream::open_tunnel(const origin& where) {
  http_exchange asking;
  asking.begin_tunnel(where);
  write(asking.request());
  while (!asking.done()) asking.received(read_some(asking.space()));
  asking.require_tunnel(where);
}

void blocking_stream::set_blocking(bool blocks) {
  const int flags = ::fcntl(socket_.get(), F_GETFL);
  ::fcntl(socket_.get(), F_SETFL, blocks ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}

void blocking_stream::shake_hands(const origin& where, SSL_CTX* tls) {
  tls_.reset(SSL_new(tls));
  SSL_set_fd(tls_.get(), socket_.get());
  auto* const bio = SSL_get_rbio(tls_.get());  // the one that it writes to as well
  BIO_set_callback_arg(bio, reinterpret_cast<char*>(this));
  BIO_set_callback_ex(bio, &before_transfer);
  expect_server(tls_.get(), where);
  errno = 0;
  if (SSL_connect(tls_.get()) == 1) return;
  if (clock::now() >= deadline_) throw request_timeout(timeout_);
  const int number = errno;
  const auto error = ERR_get_error();
  const char* text = ERR_GET_REASON(error) == SSL_R_UNEXPECTED_EOF_WHILE_READING ? nullptr
                     : error != 0 ? ERR_reason_error_string(error)
                                  : nullptr;
  const auto reason = text                        ? text
                      : error == 0 && number != 0 ? describe(number)
                                                  : std::string(handshake_cut_short);
  throw http_error(fmt::format("no TLS with {}: {}", where.name, handshake_error(tls_.get(), reason)));
}

/// Is called before each read and write that one call of OpenSSL may make. Otherwise a handshake or a record that comes
/// byte by byte would have the whole timeout for each byte.
long blocking_stream::before_transfer(BIO* socket, int operation, const char*, std::size_t, int, long,
                                      int result, std::size_t*) {
  if (operation != BIO_CB_READ && operation != BIO_CB_WRITE) return result;
  return reinterpret_cast<blocking_stream*>(BIO_get_callback_arg(socket))->apply_deadline() ? 1 : -1;
}

/// Lets a call block for the time that is left; false when none is left. The first read of a request finds the whole
/// timeout still set, and needs no system call. Later reads set it again only when it is more than a sixteenth too
/// long.
bool blocking_stream::apply_deadline() {
  const auto now = clock::now();
  if (now >= deadline_) return false;
  const auto left = std::max<duration>(deadline_ - now, std::chrono::milliseconds(1));
  if (limit_ >= left && limit_ <= left + left / 16) return true;
  limit_ = left;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
  const timeval time{seconds.count(), std::chrono::ceil<std::chrono::microseconds>(left - seconds).count()};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
  return true;
}

bool blocking_stream::is_quiet() {
  const bool quiet = net::is_quiet(socket_.get());
  if (!tls_) return quiet;
  if (quiet) return SSL_has_pending(tls_.get()) == 0;
  return has_no_data();
}

/// Whether the bytes that have come belong to TLS itself: the tickets for later sessions that servers send after a
/// handshake.
bool blocking_stream::has_no_data() {
  start_request();  // the deadline may be that of the request before
  set_blocking(false);
  ERR_clear_error();
  char byte = 0;
  const auto size = SSL_peek(tls_.get(), &byte, 1);
  const bool none = size <= 0 && SSL_get_error(tls_.get(), size) == SSL_ERROR_WANT_READ;
  ERR_clear_error();
  set_blocking(true);
  return none;
}

void blocking_stream::reset_on_close() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

std::size_t blocking_stream::read_some(boost::asio::mutable_buffer space) {
  while (true) {
    if (!tls_ && !apply_deadline()) throw request_timeout(timeout_);
    errno = 0;
    const auto size = tls_ ? SSL_read(tls_.get(), space.data(), static_cast<int>(space.size()))
                           : static_cast<int>(::recv(socket_.get(), space.data(), space.size(), 0));
    if (size > 0) return static_cast<std::size_t>(size);
    if (tls_ ? SSL_get_error(tls_.get(), size) == SSL_ERROR_ZERO_RETURN : size == 0) return 0;
    if (errno != EINTR) fail();
  }
}

void blocking_stream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!tls_ && !apply_deadline()) throw request_timeout(timeout_);
    errno = 0;
    const auto size = tls_
                          ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                          : static_cast<int>(::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL));
    if (size > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(size));
    } else if (errno != EINTR) {
      fail();
    }
  }
}

void blocking_stream::fail() const {
  const int error = errno;
  ERR_clear_error();
  if (error == EAGAIN || error == EWOULDBLOCK || clock::now() >= deadline_) throw request_timeout(timeout_);
  if (error == 0) throw connection_lost("the server closed the connection without ending TLS");
  throw connection_lost("the connection was lost: " + describe(error));
}

}  // namespace concbench::net
