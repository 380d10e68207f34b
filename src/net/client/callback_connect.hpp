// Connecting, in completion handlers: twin of the connect() of coroutine_stream and of fibers.
#pragma once

#include <exception>
#include <functional>
#include <memory>

#include "net/client/async_stream.hpp"

namespace concbench::net {

/// Connects, and shakes hands where there is a `tls`. `done` is called once, on the loop, with an http_error
/// or without any; what it owns lives until then, and it lets no exception out. `stream` has to live until
/// then.
void connect(async_stream<loop_executor>& stream, std::shared_ptr<const origin> where,
             asio::ssl::context* tls, std::function<void(const std::exception_ptr& error)> done);

}  // namespace concbench::net
