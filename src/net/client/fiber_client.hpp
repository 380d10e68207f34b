// An HTTP client for fibers; the twin of blocking_client and coroutine_client.
#pragma once

#include "net/client/client.hpp"
#include "system/fiber.hpp"

namespace concbench::net {

/// May be used by the fibers of one loop at a time. A pool keeps idle connections; it is a service of the loop, and is
/// destroyed with it.
class fiber_client {
 public:
  fiber_client(client_options options, client_counters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// Sends a request with the client's content, and follows redirects. A response with any status is returned. Throws
  /// http_error when there is no response.
  http_response get(event_loop& loop, const fiber_yield& yield, request request) const;

  /// Opens one more connection, and keeps it for a later request. Throws http_error.
  void connect(event_loop& loop, const fiber_yield& yield, const origin& where) const;

 private:
  http_response get_once(event_loop& loop, const fiber_yield& yield, const request& request) const;

  client_options options_;
  client_counters& counters_;
};

}  // namespace concbench::net
