// The server that images are downloaded from and APIs are called on: HTTP/1.1 and HTTPS, one thread, one
// loop.
#pragma once

#include <cstdint>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/ssl/context.hpp>

#include "net/image_store.hpp"
#include "net/routes.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

struct server_options {
  std::string address = "127.0.0.1";  ///< to listen on: an address, or a name of this machine
  std::uint16_t http_port = 0;        ///< 0: the kernel chooses
  std::uint16_t https_port = 0;
  std::string version = {};  ///< of the program, for /health
};

/// A client that has gone is no error to it; SIGPIPE must be ignored by the caller.
class server {
 public:
  /// Listens on both ports, with a certificate made here: clients can connect from now on, and are served by
  /// run(). Throws std::runtime_error that names the address and port.
  explicit server(const server_options& options);

  const server_identity& identity() const noexcept { return identity_; }

  /// Serves until stop(), or until the descriptor given to stop_when_readable() is. Once only.
  void run();

  /// Ends run(); connections end with the server. From any thread.
  void stop() { loop_.stop(); }

  /// Before run().
  void stop_when_readable(int descriptor);

 private:
  using acceptor = asio::basic_socket_acceptor<asio::ip::tcp, loop_executor>;

  awaitable<void> accept(acceptor& from, bool with_tls);

  event_loop loop_;  // first: it outlives the store, whose thread hands results to it
  server_identity identity_;
  image_store images_;
  routes pages_{identity_, images_};
  asio::ssl::context tls_;
  acceptor http_;
  acceptor https_;
  asio::posix::basic_stream_descriptor<loop_executor> stop_signal_;
};

}  // namespace concbench::net
