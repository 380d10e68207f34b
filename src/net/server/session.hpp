// One connection of the server, plain or TLS: reads requests, and sends replies at their pace.
#pragma once

#include <functional>

#include <boost/asio/ssl/context.hpp>

#include "net/server/connection_limits.hpp"
#include "net/server/image_store.hpp"
#include "net/server/routes.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

/// What all sessions of a server share. It must outlive them.
struct session_surroundings {
  const routes& pages;
  image_store& images;
  connection_limits& limits;
  /// Blocks the loop for that long, or until the server ends.
  const std::function<void(duration)>& stand_still;
};

/// Serves one connection until it is closed, fails or breaks HTTP. Never throws: a problem with one client is no
/// problem of the server.
awaitable<void> serve_plain(server_socket socket, session_surroundings shared);
awaitable<void> serve_tls(server_socket socket, asio::ssl::context& tls, session_surroundings shared);

}  // namespace concbench::net
