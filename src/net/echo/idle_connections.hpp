// Connections that are open and not in use.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <boost/asio/execution_context.hpp>

namespace concbench::net {

/// A service of one loop, or of the threads of one executor. `asio::use_service<idle_connections<T>>(services)` makes
/// it on first use. Its connections are closed when it is destroyed. All connections lead to the same place.
template <class Connection>
class idle_connections : public boost::asio::execution_context::service {
 public:
  inline static boost::asio::execution_context::id id;
  explicit idle_connections(boost::asio::execution_context& owner) : service(owner) {}

  /// Takes the connection that was given last; null when there is none. Both functions may be called from any thread.
  std::unique_ptr<Connection> take() {
    const std::scoped_lock lock(mutex_);
    if (idle_.empty()) return {};
    auto last = std::move(idle_.back());
    idle_.pop_back();
    return last;
  }

  void give(std::unique_ptr<Connection> used) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(used));
  }

 private:
  void shutdown() noexcept override { idle_.clear(); }

  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace concbench::net
