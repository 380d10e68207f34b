// One connection of the server, plain or TLS: requests in, paced replies out.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "net/image_store.hpp"
#include "net/routes.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

using server_socket = asio::basic_stream_socket<asio::ip::tcp, loop_executor>;

/// What all sessions of a server share; it outlives them.
struct site {
  const routes& pages;
  image_store& images;
};

/// Serves one connection until it is closed, fails or breaks HTTP. Never throws: a client's trouble is its
/// own.
awaitable<void> serve_plain(server_socket socket, site shared);
awaitable<void> serve_tls(server_socket socket, asio::ssl::context& tls, site shared);

}  // namespace concbench::net
