// An HTTP client in completion handlers: twin of blocking_client, coroutine_client and fiber_client.
#pragma once

#include <exception>
#include <functional>

#include "net/client/client.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

/// Used from one loop at a time, and kept until its last handler has been called. Idle connections are kept
/// by a pool that is a service of that loop, and end with it.
class callback_client {
 public:
  /// Called once, on the loop, and lets no exception out. The response is empty where there is an error, an
  /// http_error.
  using handler = std::function<void(const std::exception_ptr& error, http_response response)>;

  callback_client(client_options options, client_counters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// Sends a request with the client's content, and follows redirects. Any status is a response.
  void get(event_loop& loop, request request, handler done) const;

  /// Opens a connection more and keeps it for a request to come.
  void connect(event_loop& loop, std::shared_ptr<const origin> where, handler done) const;

 private:
  client_options options_;
  client_counters& counters_;
};

}  // namespace concbench::net
