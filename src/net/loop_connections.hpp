// Connections of the clients that wait on one loop without coroutines, and those of them that are idle.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include <boost/asio/execution_context.hpp>

#include "net/async_stream.hpp"
#include "net/http_exchange.hpp"
#include "net/request_deadlines.hpp"

namespace concbench::net {

struct loop_connection final : basic_request_deadlines<loop_executor>::entry {
  explicit loop_connection(event_loop& loop) : stream(loop.get_executor()) {}

  void expired() noexcept override {
    timed_out = true;
    stream.cancel();
  }

  async_stream<loop_executor> stream;
  http_exchange exchange;
  bool timed_out = false;
};

/// A service of a loop: idle connections by origin, the last used first, since it is the least likely to have
/// been closed; and the time limits of requests.
class loop_connections : public asio::execution_context::service {
 public:
  using deadlines = basic_request_deadlines<loop_executor>;

  inline static asio::execution_context::id id;
  explicit loop_connections(event_loop& owner) : service(owner), limits(owner.get_executor()) {}

  static loop_connections& of(event_loop& loop) { return asio::use_service<loop_connections>(loop); }

  /// The last one used; null when none is idle.
  std::unique_ptr<loop_connection> take(const origin& where) {
    auto& idle = idle_[where.name];
    if (idle.empty()) return {};
    auto last = std::move(idle.back());
    idle.pop_back();
    return last;
  }
  void give(const origin& where, std::unique_ptr<loop_connection> used) {
    idle_[where.name].push_back(std::move(used));
  }

  deadlines limits;

 private:
  void shutdown() noexcept override { idle_.clear(); }

  std::unordered_map<std::string, std::vector<std::unique_ptr<loop_connection>>> idle_;
};

}  // namespace concbench::net
