// The server that images are downloaded from and APIs are called on: HTTP/1.1 and HTTPS, one thread, one
// loop.
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
  std::string address = "127.0.0.1";  ///< to listen on: an address, or a name of this machine
  std::uint16_t http_port = 0;        ///< 0: the kernel chooses
  std::uint16_t https_port = 0;
  byte_size image_memory{256ULL << 20};  ///< images that are kept; others are made again when asked for
  waiting_limits limits = {};
  std::string version = {};  ///< of the program, for /health
};

/// A client that has gone is no error to it; SIGPIPE must be ignored by the caller.
class server {
 public:
  /// Listens on both ports, with a certificate made here: clients can connect from now on, and are served by
  /// run(). Throws std::runtime_error that names the address and port.
  explicit server(const server_options& options);

  const server_identity& identity() const noexcept { return identity_; }

  /// Whether other machines may be able to connect: the address is not one of loopback.
  bool listens_beyond_this_machine() const noexcept { return !on_loopback_; }

  /// Serves until stop(), or until the descriptor given to stop_when_readable() is. Once only.
  void run();

  /// Ends run(), also where it stands still because a client asked for that; connections end with the
  /// server. From any thread.
  void stop();

  /// Before run().
  void stop_when_readable(int descriptor);

 private:
  using acceptor = asio::basic_socket_acceptor<asio::ip::tcp, loop_executor>;

  awaitable<void> accept(acceptor& acceptor, bool with_tls);
  void stand_still(duration time);

  event_loop loop_;  // first: it outlives the store, whose thread hands results to it
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
