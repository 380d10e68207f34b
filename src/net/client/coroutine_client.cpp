// The client of coroutines. Read it beside blocking_client.cpp.
#include "net/client/coroutine_client.hpp"

#include <memory>

#include "net/client/async_connections.hpp"
#include "net/client/coroutine_stream.hpp"

namespace concbench::net {
namespace {

template <class Executor>
using connections = async_connections<basic_coroutine_stream<Executor>>;

template <class Executor>
using connection = async_connection<basic_coroutine_stream<Executor>>;

template <class Executor>
void check(const connection<Executor>& on, const client_options& options) {
  check_transfer(on.stream.error(), on.timed_out, options);
}

/// Connects within the deadline that was set for `on`.
template <class Executor>
asio::awaitable<void, Executor> open(connection<Executor>& on, std::shared_ptr<const origin> where,
                                     const client_options& options) {
  try {
    auto* tls = where->tls ? &tls_for(*where, options) : nullptr;
    co_await on.stream.connect(where, tls);
  } catch (const http_error&) {
    if (on.timed_out) throw request_timeout(options.timeout);
    throw;
  }
}

template <class Executor>
asio::awaitable<void, Executor> transfer(connection<Executor>& on, const request& to,
                                         const client_options& options) {
  on.exchange.begin(to, options.content_of(to), options.keep_alive, options.max_body);
  if (const auto rest = on.stream.write_now(on.exchange.request()); !rest.empty())
    co_await on.stream.write(rest);
  check(on, options);
  if (const auto body = on.exchange.large_body(); !body.empty()) {
    co_await on.stream.write(body);
    check(on, options);
  }
  while (!on.exchange.done()) {
    const auto size = co_await on.stream.read_some(on.exchange.space());
    check(on, options);
    on.exchange.received(size);
  }
}

}  // namespace

template <class Executor>
asio::awaitable<http_response, Executor> coroutine_client::get(asio::execution_context& services,
                                                               Executor home, request request) const {
  auto response = co_await get_once(services, home, request);
  for (int hops = 0; options_.max_redirects > 0 && response.redirects(); ++hops) {
    if (hops == options_.max_redirects) throw http_error("too many redirects");
    ++counters_.redirects;
    request.follow(response, options_.content_of(request));
    response = co_await get_once(services, home, request);
  }
  counters_.body_bytes += static_cast<std::int64_t>(response.body.size());
  co_return response;
}

template <class Executor>
asio::awaitable<void, Executor> coroutine_client::connect(asio::execution_context& services, Executor home,
                                                          std::shared_ptr<const origin> where) const {
  auto& pool = asio::use_service<connections<Executor>>(services);
  auto fresh = std::make_unique<connection<Executor>>(home);
  {
    const typename connections<Executor>::scope timed(pool.limits(home), *fresh, options_.timeout);
    co_await open(*fresh, where, options_);
  }
  ++counters_.connections_opened;
  pool.idle(*where).push_back(std::move(fresh));
}

template <class Executor>
asio::awaitable<http_response, Executor> coroutine_client::get_once(asio::execution_context& services,
                                                                    const Executor& home,
                                                                    const request& request) const {
  using scope = typename connections<Executor>::scope;
  auto& pool = asio::use_service<connections<Executor>>(services);
  const auto& where = request.where().where;
  auto& idle = pool.idle(*where);
  auto on = pool.take(idle, counters_);
  if (on) {
    const scope timed(pool.limits(home), *on, options_.timeout);
    try {
      co_await transfer(*on, request, options_);
    } catch (const connection_lost&) {
      if (!on->exchange.may_be_repeated()) throw;
    }
  }
  if (on && !on->exchange.done()) {
    on.reset();  // it was closed while idle: the request is sent once more, on a new connection
    ++counters_.connections_retried;
  }
  if (!on) {
    on = std::make_unique<connection<Executor>>(home);
    const scope timed(pool.limits(home), *on, options_.timeout);
    co_await open(*on, where, options_);
    ++counters_.connections_opened;
    co_await transfer(*on, request, options_);
  }
  auto response = on->exchange.take();
  if (options_.keep_alive && on->exchange.reusable()) idle.push_back(std::move(on));
  co_return response;
}

// Instantiated only here, so that a file that uses the client does not compile it again.
template awaitable<http_response> coroutine_client::get(asio::execution_context&, loop_executor,
                                                        request) const;
template awaitable<void> coroutine_client::connect(asio::execution_context&, loop_executor,
                                                   std::shared_ptr<const origin>) const;
template asio::awaitable<http_response, loop_strand> coroutine_client::get(asio::execution_context&,
                                                                           loop_strand, request) const;
template asio::awaitable<void, loop_strand> coroutine_client::connect(asio::execution_context&, loop_strand,
                                                                      std::shared_ptr<const origin>) const;

}  // namespace concbench::net
