// An HTTP client for tasks that block: twin of coroutine_client.
#pragma once

#include <boost/asio/execution_context.hpp>

#include "net/client/client.hpp"

namespace concbench::net {

/// Safe to use from many threads at once. Idle connections are kept by a pool that is a service of
/// `services`: the threads of one executor share it, and it ends with them.
class blocking_client {
 public:
  blocking_client(client_options options, client_counters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// Sends a request with the client's content, and follows redirects. Any status is a response. Throws http_error when there is none.
  http_response get(boost::asio::execution_context& services, request request) const;

  /// Opens a connection more and keeps it for a request to come. Throws http_error.
  void connect(boost::asio::execution_context& services, const origin& where) const;

 private:
  http_response get_once(boost::asio::execution_context& services, const request& request) const;

  client_options options_;
  client_counters& counters_;
};

}  // namespace concbench::net
