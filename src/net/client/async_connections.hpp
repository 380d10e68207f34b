// Connections of the clients that wait on a loop, and which of them are idle.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/execution_context.hpp>

#include "net/client/client.hpp"
#include "net/client/request_deadlines.hpp"
#include "net/http/http_exchange.hpp"
#include "net/http/url.hpp"

namespace concbench::net {

/// `Stream` is the connection type of a client, on a loop or a strand (`executor_type`).
template <class Stream>
struct async_connection final : request_deadlines<typename Stream::executor_type>::entry {
  explicit async_connection(const typename Stream::executor_type& home) : stream(home) {}

  void expired() noexcept override {
    timed_out = true;
    stream.cancel();
  }

  Stream stream;
  http_exchange exchange;
  bool timed_out = false;
};

/// A service of one loop, or of one strand. It keeps idle connections by origin, and the time limits of requests. The
/// connection that was used last is used first, because it is the least likely to have been closed.
template <class Stream>
class async_connections : public asio::execution_context::service {
 public:
  using executor_type = typename Stream::executor_type;
  using connection = async_connection<Stream>;
  using scope = typename request_deadlines<executor_type>::scope;
  using idle_ones = std::vector<std::unique_ptr<connection>>;

  inline static asio::execution_context::id id;
  explicit async_connections(asio::execution_context& owner) : service(owner), deadlines_(owner) {}

  /// The idle connections of one origin. The reference stays valid, so that a request looks its origin up only once.
  idle_ones& idle(const origin& where) { return idle_[where.name]; }

  /// Takes the connection that was used last and still works; null when there is none. Connections that do not work any
  /// more are closed.
  static std::unique_ptr<connection> take(idle_ones& idle, client_counters& counters) {
    while (!idle.empty()) {
      auto last = std::move(idle.back());
      idle.pop_back();
      if (last->stream.is_quiet()) return last;
      ++counters.connections_retried;
    }
    return {};
  }

  /// The limits of requests whose executor is `home`: the loop or the strand that this service belongs to.
  request_deadlines<executor_type>& limits(const executor_type& home) { return deadlines_.at(home); }

 private:
  void shutdown() noexcept override { idle_.clear(); }

  std::unordered_map<std::string, idle_ones> idle_;
  deadlines_of_service<executor_type> deadlines_;
};

}  // namespace concbench::net
