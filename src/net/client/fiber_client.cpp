// The client of fibers. Read it beside blocking_client.cpp: what differs is that each call is given the
// fiber's yield.
#include "net/client/fiber_client.hpp"

#include "net/client/async_connections.hpp"
#include "net/client/async_stream.hpp"
#include "net/client/fiber_connect.hpp"

namespace concbench::net {
namespace {

using error_code = boost::system::error_code;
using stream = async_stream<loop_executor>;
using connections = async_connections<stream>;
using connection = async_connection<stream>;

/// Connects within the deadline that was set for `on`.
void open(connection& on, const fiber_yield& yield, const origin& where, const client_options& options) {
  try {
    connect(on.stream, yield, where, where.tls ? &tls_for(where, options) : nullptr);
  } catch (const http_error&) {
    if (on.timed_out) throw request_timeout(options.timeout);
    throw;
  }
}

void transfer(connection& on, const fiber_yield& yield, const request& to, const client_options& options) {
  error_code error;
  on.exchange.begin(to, options.content_of(to), options.keep_alive, options.max_body);
  if (const auto rest = on.stream.write_now(on.exchange.request(), error); !error && !rest.empty())
    on.stream.async_write(rest, yield[error]);
  check_transfer(error, on.timed_out, options);
  if (const auto body = on.exchange.large_body(); !body.empty()) {
    on.stream.async_write(body, yield[error]);
    check_transfer(error, on.timed_out, options);
  }
  while (!on.exchange.done()) {
    const auto size = on.stream.async_read_some(on.exchange.space(), yield[error]);
    check_transfer(error, on.timed_out, options);
    on.exchange.received(size);
  }
}

}  // namespace

http_response fiber_client::get(event_loop& loop, const fiber_yield& yield, request request) const {
  auto response = get_once(loop, yield, request);
  for (int hops = 0; options_.max_redirects > 0 && response.redirects(); ++hops) {
    if (hops == options_.max_redirects) throw http_error("too many redirects");
    ++counters_.redirects;
    request.follow(response, options_.content_of(request));
    response = get_once(loop, yield, request);
  }
  counters_.body_bytes += static_cast<std::int64_t>(response.body.size());
  return response;
}

void fiber_client::connect(event_loop& loop, const fiber_yield& yield, const origin& where) const {
  auto& pool = asio::use_service<connections>(loop);
  auto fresh = std::make_unique<connection>(loop.get_executor());
  {
    const connections::scope timed(pool.limits(loop.get_executor()), *fresh, options_.timeout);
    open(*fresh, yield, where, options_);
  }
  ++counters_.connections_opened;
  pool.idle(where).push_back(std::move(fresh));
}

http_response fiber_client::get_once(event_loop& loop, const fiber_yield& yield,
                                     const request& request) const {
  const auto& where = *request.where().where;
  auto& pool = asio::use_service<connections>(loop);
  auto& limits = pool.limits(loop.get_executor());
  auto& idle = pool.idle(where);
  auto on = pool.take(idle, counters_);
  if (on) {
    const connections::scope timed(limits, *on, options_.timeout);
    try {
      transfer(*on, yield, request, options_);
    } catch (const connection_lost&) {
      if (!on->exchange.may_be_repeated()) throw;
    }
  }
  if (on && !on->exchange.done()) {
    on.reset();  // it was closed while idle: the request is sent once more, on a new connection
    ++counters_.connections_retried;
  }
  if (!on) {
    on = std::make_unique<connection>(loop.get_executor());
    const connections::scope timed(limits, *on, options_.timeout);
    open(*on, yield, where, options_);
    ++counters_.connections_opened;
    transfer(*on, yield, request, options_);
  }
  auto response = on->exchange.take();
  if (options_.keep_alive && on->exchange.reusable()) idle.push_back(std::move(on));
  return response;
}

}  // namespace concbench::net
