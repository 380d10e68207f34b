// Connects with completion handlers; the twin of the connect() of coroutine_stream and of fibers.
#pragma once

#include <exception>
#include <functional>
#include <memory>

#include "net/client/async_stream.hpp"

namespace concbench::net {

/// Connects, and does the TLS handshake when there is a `tls`. Calls `done` once, on the loop, with an http_error or
/// with none; `done` must not throw. What `done` owns lives until then. `stream` must live until then.
void connect(async_stream<loop_executor>& stream, std::shared_ptr<const origin> where,
             asio::ssl::context* tls, std::function<void(const std::exception_ptr& error)> done);

}  // namespace concbench::net
