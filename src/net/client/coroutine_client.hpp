// An HTTP client for tasks that suspend; the twin of blocking_client.
#pragma once

#include "net/client/client.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

/// For the coroutines of a loop, or of a strand of one (`Executor`). They resume on `home`. A pool keeps idle
/// connections; it is a service of `services`, which belongs to one loop or one strand, and is destroyed with it.
/// Different strands may use the client at the same time.
class coroutine_client {
 public:
  coroutine_client(client_options options, client_counters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// Sends a request with the client's content, and follows redirects. A response with any status is returned. Throws
  /// http_error when there is no response.
  template <class Executor>
  asio::awaitable<http_response, Executor> get(asio::execution_context& services, Executor home,
                                               request request) const;

  /// Opens one more connection, and keeps it for a later request. Throws http_error.
  template <class Executor>
  asio::awaitable<void, Executor> connect(asio::execution_context& services, Executor home,
                                          std::shared_ptr<const origin> where) const;

 private:
  /// `home` and `request` are kept alive by the frame of get().
  template <class Executor>
  asio::awaitable<http_response, Executor> get_once(asio::execution_context& services, const Executor& home,
                                                    const request& request) const;

  client_options options_;
  client_counters& counters_;
};

}  // namespace concbench::net
