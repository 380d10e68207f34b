// Connecting, as a coroutine.
#include "net/client/coroutine_stream.hpp"

namespace concbench::net {

template <class Executor>
asio::awaitable<typename async_stream<Executor>::endpoints, Executor>
basic_coroutine_stream<Executor>::resolve(std::shared_ptr<const origin> where) {
  if (auto known = stream_.known(*where); !known.empty()) co_return known;
  const auto results = co_await stream_.async_resolve(*where, keep_error());
  co_return stream_.found(*where, error_, results);
}

template <class Executor>
asio::awaitable<void, Executor> basic_coroutine_stream<Executor>::connect(std::shared_ptr<const origin> where,
                                                                          asio::ssl::context* tls) {
  const auto candidates = co_await resolve(where);
  for (const auto& endpoint : candidates) {
    co_await stream_.async_connect(endpoint, keep_error());
    if (!error_ || stream_.cancelled()) break;
  }
  stream_.connected(*where, error_);
  if (is_routed_by(*where, origin_route::kind::tunnel)) co_await open_tunnel(where);
  if (tls == nullptr) co_return;
  co_await stream_.async_handshake(*where, *tls, keep_error());
  stream_.shaken(*where, error_);
}

template <class Executor>
asio::awaitable<void, Executor> basic_coroutine_stream<Executor>::open_tunnel(
    std::shared_ptr<const origin> where) {
  http_exchange asking;
  asking.begin_tunnel(*where);
  co_await write(asking.request());
  check_transfer(error_);
  while (!asking.done()) {
    const auto size = co_await read_some(asking.space());
    check_transfer(error_);
    asking.received(size);
  }
  asking.require_tunnel(*where);
}

template class basic_coroutine_stream<loop_executor>;
template class basic_coroutine_stream<loop_strand>;

}  // namespace concbench::net
