// An HTTP client for fibers: twin of blocking_client and coroutine_client.
#pragma once

#include "net/client/client.hpp"
#include "system/fiber.hpp"

namespace concbench::net {

/// Used from the fibers of one loop at a time. Idle connections are kept by a pool that is a service of that
/// loop, and end with it.
class fiber_client {
 public:
  fiber_client(client_options options, client_counters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// Sends a request with the client's content, and follows redirects. Any status is a response. Throws http_error when there is none.
  http_response get(event_loop& loop, const fiber_yield& yield, request request) const;

  /// Opens a connection more and keeps it for a request to come. Throws http_error.
  void connect(event_loop& loop, const fiber_yield& yield, const origin& where) const;

 private:
  http_response get_once(event_loop& loop, const fiber_yield& yield, const request& request) const;

  client_options options_;
  client_counters& counters_;
};

}  // namespace concbench::net
