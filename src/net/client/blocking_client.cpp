// The blocking client and its pool of idle connections. Read it beside coroutine_client.cpp.
#include "net/client/blocking_client.hpp"

#include <mutex>
#include <unordered_map>
#include <vector>

#include "net/client/blocking_stream.hpp"

namespace concbench::net {
namespace {

struct connection {
  connection(const origin& where, const client_options& options)
      : stream(where, where.tls ? tls_for(where, options).native_handle() : nullptr, options.timeout) {}

  blocking_stream stream;
  http_exchange exchange;
};

/// Idle connections by origin, the last used first: it is the least likely to have been closed.
class blocking_pool : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;
  explicit blocking_pool(asio::execution_context& owner) : service(owner) {}

  /// Takes the connection that was used last and still works; null when there is none. Connections that do not work any
  /// more are closed.
  std::unique_ptr<connection> take(const origin& where, client_counters& counters) {
    while (auto last = take_last(where)) {
      if (last->stream.is_quiet()) return last;
      ++counters.connections_retried;
    }
    return {};
  }

  void give(const origin& where, std::unique_ptr<connection> used) {
    const std::scoped_lock lock(mutex_);
    idle_[where.name].push_back(std::move(used));
  }

 private:
  void shutdown() noexcept override { idle_.clear(); }

  std::unique_ptr<connection> take_last(const origin& where) {
    const std::scoped_lock lock(mutex_);
    auto& idle = idle_[where.name];
    if (idle.empty()) return {};
    auto last = std::move(idle.back());
    idle.pop_back();
    return last;
  }

  std::mutex mutex_;
  std::unordered_map<std::string, std::vector<std::unique_ptr<connection>>> idle_;
};

void transfer(connection& on, const request& to, const client_options& options) {
  on.exchange.begin(to, options.content_of(to), options.keep_alive, options.max_body);
  on.stream.write(on.exchange.request());
  on.stream.write(on.exchange.large_body());
  while (!on.exchange.done()) on.exchange.received(on.stream.read_some(on.exchange.space()));
}

}  // namespace

http_response blocking_client::get(asio::execution_context& services, request request) const {
  auto response = get_once(services, request);
  for (int hops = 0; options_.max_redirects > 0 && response.redirects(); ++hops) {
    if (hops == options_.max_redirects) throw http_error("too many redirects");
    ++counters_.redirects;
    request.follow(response, options_.content_of(request));
    response = get_once(services, request);
  }
  counters_.body_bytes += static_cast<std::int64_t>(response.body.size());
  return response;
}

void blocking_client::connect(asio::execution_context& services, const origin& where) const {
  auto fresh = std::make_unique<connection>(where, options_);
  ++counters_.connections_opened;
  asio::use_service<blocking_pool>(services).give(where, std::move(fresh));
}

http_response blocking_client::get_once(asio::execution_context& services, const request& request) const {
  const auto& where = *request.where().where;
  auto& pool = asio::use_service<blocking_pool>(services);
  auto on = pool.take(where, counters_);
  if (on) {
    on->stream.start_request();
    try {
      transfer(*on, request, options_);
    } catch (const connection_lost&) {
      if (!on->exchange.may_be_repeated()) throw;
      on.reset();  // it was closed while idle: the request is sent once more, on a new connection
      ++counters_.connections_retried;
    }
  }
  if (!on) {
    on = std::make_unique<connection>(where, options_);
    ++counters_.connections_opened;
    transfer(*on, request, options_);
  }
  auto response = on->exchange.take();
  if (options_.keep_alive && on->exchange.reusable()) pool.give(where, std::move(on));
  return response;
}

}  // namespace concbench::net
