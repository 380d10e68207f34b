// The coroutine client and its pool of idle connections. Read it beside blocking_client.cpp.
#include "net/coroutine_client.hpp"

#include <unordered_map>
#include <vector>

#include <boost/asio/ssl/error.hpp>

#include "net/coroutine_stream.hpp"
#include "net/request_deadlines.hpp"

namespace concbench::net {
namespace {

struct connection final : request_deadlines::entry {
  explicit connection(event_loop& loop) : stream(loop.get_executor()) {}

  void expired() noexcept override {
    timed_out = true;
    stream.cancel();
  }

  coroutine_stream stream;
  http_exchange exchange;
  bool timed_out = false;
};

/// Idle connections by origin, the last used first: it is the least likely to have been closed.
class coroutine_pool : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;
  explicit coroutine_pool(event_loop& owner) : service(owner), deadlines(owner.get_executor()) {}

  using connections = std::vector<std::unique_ptr<connection>>;

  /// Those of one origin; the reference stays good, so that a request looks its origin up once.
  connections& idle(const origin& where) { return idle_[where.name]; }

  request_deadlines deadlines;

 private:
  void shutdown() noexcept override { idle_.clear(); }

  std::unordered_map<std::string, connections> idle_;
};

/// Throws what ended the last operation on `on`, if anything did. The end of a stream is the exchange's to
/// judge.
void check(const connection& on, const client_options& options) {
  if (on.timed_out) throw request_timeout(options.timeout);
  const auto error = on.stream.error();
  if (error == asio::ssl::error::stream_truncated)
    throw connection_lost("the server closed the connection without ending TLS");
  if (error && error != asio::error::eof)
    throw connection_lost("the connection was lost: " + error.message());
}

/// Connects, as far as a deadline that was set for `on` allows.
awaitable<void> open(connection& on, std::shared_ptr<const origin> where, const client_options& options) {
  try {
    auto* tls = where->tls ? &tls_for(*where, options) : nullptr;
    co_await on.stream.connect(where, tls);
  } catch (const http_error&) {
    if (on.timed_out) throw request_timeout(options.timeout);
    throw;
  }
}

awaitable<void> transfer(connection& on, const url& where, const client_options& options) {
  on.exchange.begin(where, options.keep_alive, options.max_body);
  if (const auto rest = on.stream.write_now(on.exchange.request()); !rest.empty())
    co_await on.stream.write(rest);
  check(on, options);
  while (!on.exchange.done()) {
    const auto size = co_await on.stream.read_some(on.exchange.space());
    check(on, options);
    if (size == 0) {
      on.exchange.closed();
    } else {
      on.exchange.received(size);
    }
  }
}

}  // namespace

awaitable<http_response> coroutine_client::get(event_loop& loop, url where) const {
  auto response = co_await get_once(loop, where);
  for (int hops = 0; response.redirects(); ++hops) {
    if (hops == options_.max_redirects) throw http_error("too many redirects");
    ++counters_.redirects;
    where = redirected(where, response);
    response = co_await get_once(loop, where);
  }
  counters_.body_bytes += static_cast<std::int64_t>(response.body.size());
  co_return response;
}

awaitable<void> coroutine_client::connect(event_loop& loop, std::shared_ptr<const origin> where) const {
  auto& pool = asio::use_service<coroutine_pool>(loop);
  auto fresh = std::make_unique<connection>(loop);
  {
    const request_deadlines::scope timed(pool.deadlines, *fresh, options_.timeout);
    co_await open(*fresh, where, options_);
  }
  ++counters_.connections_opened;
  pool.idle(*where).push_back(std::move(fresh));
}

awaitable<http_response> coroutine_client::get_once(event_loop& loop, const url& where) const {
  auto& pool = asio::use_service<coroutine_pool>(loop);
  auto& idle = pool.idle(*where.where);
  std::unique_ptr<connection> on;
  if (!idle.empty()) {
    on = std::move(idle.back());
    idle.pop_back();
    const request_deadlines::scope timed(pool.deadlines, *on, options_.timeout);
    try {
      co_await transfer(*on, where, options_);
    } catch (const connection_lost&) {
      if (on->exchange.answered()) throw;
    }
  }
  if (on && !on->exchange.done()) {
    on.reset();  // it had been closed while idle: the request goes out once more, on a new connection
    ++counters_.connections_retried;
  }
  if (!on) {
    on = std::make_unique<connection>(loop);
    const request_deadlines::scope timed(pool.deadlines, *on, options_.timeout);
    co_await open(*on, where.where, options_);
    ++counters_.connections_opened;
    co_await transfer(*on, where, options_);
  }
  auto response = on->exchange.take();
  if (options_.keep_alive && on->exchange.reusable()) idle.push_back(std::move(on));
  co_return response;
}

}  // namespace concbench::net
