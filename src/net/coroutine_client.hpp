// An HTTP client for tasks that suspend: twin of blocking_client.
#pragma once

#include "net/client.hpp"
#include "system/event_loop.hpp"

namespace concbench::net {

/// Used from one loop at a time. Idle connections are kept by a pool that is a service of that loop, and ends
/// with it.
class coroutine_client {
 public:
  coroutine_client(client_options options, client_counters& counters)
      : options_(std::move(options)), counters_(counters) {}

  /// GETs `where`, redirects followed. Any status is a response. Throws http_error when there is none.
  awaitable<http_response> get(event_loop& loop, url where) const;

  /// Opens a connection more and keeps it for a request to come. Throws http_error.
  awaitable<void> connect(event_loop& loop, std::shared_ptr<const origin> where) const;

 private:
  /// `where` lives in the frame of get().
  awaitable<http_response> get_once(event_loop& loop, const url& where) const;

  client_options options_;
  client_counters& counters_;
};

}  // namespace concbench::net
