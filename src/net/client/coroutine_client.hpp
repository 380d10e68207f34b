// An HTTP client for tasks that suspend: twin of blocking_client.
#pragma once

#include "net/client/client.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

/// For the coroutines of a loop, or of a strand of one (`Executor`): `home` is where they resume. Idle
/// connections are kept by a pool that is a service of `services`: those of one loop or one strand, which no
/// other shares. They end with it. Different strands may use the client at the same time.
class coroutine_client {
 public:
  coroutine_client(client_options options, client_counters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// Sends a request with the client's content, and follows redirects. Any status is a response. Throws http_error when there is none.
  template <class Executor>
  asio::awaitable<http_response, Executor> get(asio::execution_context& services, Executor home,
                                               request request) const;

  /// Opens a connection more and keeps it for a request to come. Throws http_error.
  template <class Executor>
  asio::awaitable<void, Executor> connect(asio::execution_context& services, Executor home,
                                          std::shared_ptr<const origin> where) const;

 private:
  /// `home` and `request` live in the frame of get().
  template <class Executor>
  asio::awaitable<http_response, Executor> get_once(asio::execution_context& services, const Executor& home,
                                                    const request& request) const;

  client_options options_;
  client_counters& counters_;
};

}  // namespace concbench::net
