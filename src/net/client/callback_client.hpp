// An HTTP client made of completion handlers; the twin of blocking_client, coroutine_client and fiber_client.
#pragma once

#include <exception>
#include <functional>

#include "net/client/client.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

/// May be used from one loop at a time. It must live until its last handler has been called. A pool keeps idle
/// connections; it is a service of the loop, and is destroyed with it.
class callback_client {
 public:
  /// Is called once, on the loop. It must not throw. When there is an error, which is an http_error, the response is
  /// empty.
  using handler = std::function<void(const std::exception_ptr& error, http_response response)>;

  callback_client(client_options options, client_counters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// Sends a request with the client's content, and follows redirects. A response with any status is passed on.
  void get(event_loop& loop, request request, handler done) const;

  /// Opens one more connection, and keeps it for a later request.
  void connect(event_loop& loop, std::shared_ptr<const origin> where, handler done) const;

 private:
  client_options options_;
  client_counters& counters_;
};

}  // namespace concbench::net
