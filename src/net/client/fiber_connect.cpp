// Read it beside coroutine_stream.cpp.
#include "net/client/fiber_connect.hpp"

namespace concbench::net {
namespace {

using stream = async_stream<loop_executor>;

stream::endpoints resolve(stream& on, const fiber_yield& yield, const origin& where) {
  if (auto known = on.known(where); !known.empty()) return known;
  boost::system::error_code error;
  const auto results = on.async_resolve(where, yield[error]);
  return on.found(where, error, results);
}

void open_tunnel(stream& on, const fiber_yield& yield, const origin& where) {
  boost::system::error_code error;
  http_exchange asking;
  asking.begin_tunnel(where);
  on.async_write(asking.request(), yield[error]);
  check_transfer(error);
  while (!asking.done()) {
    const auto size = on.async_read_some(asking.space(), yield[error]);
    check_transfer(error);
    asking.received(size);
  }
  asking.require_tunnel(where);
}

}  // namespace

void connect(stream& on, const fiber_yield& yield, const origin& where, asio::ssl::context* tls) {
  boost::system::error_code error;
  for (const auto& endpoint : resolve(on, yield, where)) {
    on.async_connect(endpoint, yield[error]);
    if (!error || on.cancelled()) break;
  }
  on.connected(where, error);
  if (is_routed_by(where, origin_route::kind::tunnel)) open_tunnel(on, yield, where);
  if (tls == nullptr) return;
  on.async_handshake(where, *tls, yield[error]);
  on.shaken(where, error);
}

}  // namespace concbench::net
