// Connects for fibers; the twin of the connect() of coroutine_stream.
#pragma once

#include "net/client/async_stream.hpp"
#include "system/fiber.hpp"

namespace concbench::net {

/// Connects, and does the TLS handshake when there is a `tls`. Throws http_error.
void connect(async_stream<loop_executor>& stream, const fiber_yield& yield, const origin& where,
             asio::ssl::context* tls);

}  // namespace concbench::net
