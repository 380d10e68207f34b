// The server from which images are downloaded and on which APIs are called: HTTP/1.1 and HTTPS, one thread, one loop.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/ssl/context.hpp>

#include "net/server/connection_limits.hpp"
#include "net/server/image_store.hpp"
#include "net/server/routes.hpp"
#include "system/event_loop.hpp"
#include "system/file_descriptor.hpp"
#include "system/units.hpp"

namespace concbench::net {

struct server_options {
  std::string address = "127.0.0.1";  ///< listens on this address, or on a name of this machine
  std::uint16_t http_port = 0;        ///< 0: the kernel chooses
  std::uint16_t https_port = 0;
  /// For all images together that are kept; those that were asked for longest ago are dropped when it is full.
  byte_size image_memory{256ULL << 20};
  waiting_limits limits = {};
  std::string version = {};  ///< of the program, for /health
};

/// A client that has closed its connection is no error. The caller must ignore SIGPIPE.
class server {
 public:
  /// Listens on both ports, with a certificate that it makes. Clients can connect from now on; run() serves them.
  /// Throws std::runtime_error, which names the address and port.
  explicit server(const server_options& options);

  const server_identity& identity() const noexcept { return identity_; }

  /// Whether other machines may be able to connect: the address is not a loopback address.
  bool listens_beyond_this_machine() const noexcept { return !on_loopback_; }

  /// Serves until stop() is called, or until the descriptor of stop_when_readable() is readable. Call it only once.
  void run();

  /// Ends run(), also while the server stands still because a client asked for that. Connections are closed when the
  /// server is destroyed. May be called from any thread.
  void stop();

  /// Call it before run().
  void stop_when_readable(int descriptor);

 private:
  using acceptor = asio::basic_socket_acceptor<asio::ip::tcp, loop_executor>;

  awaitable<void> accept(acceptor& listener, bool with_tls);
  void stand_still(duration time);

  event_loop loop_;  // first: it outlives the store, whose thread sends results to it
  server_identity identity_;
  bool on_loopback_ = true;
  image_store images_;
  connection_limits limits_;
  routes pages_{identity_, images_};
  asio::ssl::context tls_;
  acceptor http_;
  acceptor https_;
  asio::posix::basic_stream_descriptor<loop_executor> stop_signal_;
  file_descriptor stopped_;  ///< an eventfd: readable after stop()
  std::function<void(duration)> stand_still_ = [this](duration time) { stand_still(time); };
};

}  // namespace concbench::net
