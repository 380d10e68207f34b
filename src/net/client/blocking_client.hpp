// An HTTP client for tasks that block; the twin of coroutine_client.
#pragma once

#include <boost/asio/execution_context.hpp>

#include "net/client/client.hpp"

namespace concbench::net {

/// Many threads may use it at once. A pool keeps idle connections. The pool is a service of `services`: the threads of
/// one executor share it, and it is destroyed with them.
class blocking_client {
 public:
  blocking_client(client_options options, client_counters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// Sends a request with the client's content, and follows redirects. A response with any status is returned. Throws
  /// http_error when there is no response.
  http_response get(boost::asio::execution_context& services, request request) const;

  /// Opens one more connection, and keeps it for a later request. Throws http_error.
  void connect(boost::asio::execution_context& services, const origin& where) const;

 private:
  http_response get_once(boost::asio::execution_context& services, const request& request) const;

  client_options options_;
  client_counters& counters_;
};

}  // namespace concbench::net
