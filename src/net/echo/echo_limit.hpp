// The time limit of a connection that echoes, for all kinds that wait on a loop.
#pragma once

#include <optional>

#include <boost/asio/error.hpp>
#include <boost/asio/execution_context.hpp>

#include "net/client/client.hpp"
#include "net/client/request_deadlines.hpp"

namespace concbench::net {

/// The deadlines of all connections on one loop or strand.
template <class Executor>
class echo_deadlines final : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;
  explicit echo_deadlines(asio::execution_context& owner) : service(owner), all(owner) {}

  deadlines_of_service<Executor> all;

 private:
  void shutdown() noexcept override {}
};

/// Limits the time to open the connection, and the time of each message. A message that does not come back is noticed
/// up to a quarter of the time late: the limit is checked four times in that time, so that a message costs nothing
/// extra.
template <class Executor>
class echo_limit : private request_deadlines<Executor>::entry {
 protected:
  using deadlines = request_deadlines<Executor>;

  /// `services` belong to the loop or strand that is `home`. `timeout` is the same for all its connections.
  echo_limit(asio::execution_context& services, const Executor& home, duration timeout)
      : deadlines_(asio::use_service<echo_deadlines<Executor>>(services).all.at(home)), timeout_(timeout) {}
  ~echo_limit() = default;

  /// Limits an operation while the returned scope lives.
  typename deadlines::scope start_limit() {
    begin_message();
    return {deadlines_, *this, timeout_ / quarters};
  }
  /// Limits an operation until `limit` is reset.
  void start_limit(std::optional<typename deadlines::scope>& limit) {
    begin_message();
    limit.emplace(deadlines_, static_cast<typename deadlines::entry&>(*this), timeout_ / quarters);
  }
  void begin_message() noexcept { silent_ = 0; }

  bool timed_out() const noexcept { return timed_out_; }
  duration timeout() const noexcept { return timeout_; }

  /// Throws when the last operation failed. The end of the stream is no failure here.
  void check(const boost::system::error_code& error) const {
    if (timed_out_ || error) fail(error);
  }

  /// Ends the operation in progress.
  virtual void cancel() noexcept = 0;

 private:
  static constexpr int quarters = 4;

  void expired() noexcept override {
    if (++silent_ <= quarters) return deadlines_.add(*this, timeout_ / quarters);
    timed_out_ = true;
    cancel();
  }

  void fail(const boost::system::error_code& error) const {
    if (timed_out_) throw request_timeout(timeout_);
    if (error == asio::error::eof) return;  // the exchange judges this
    throw connection_lost("the connection was lost: " + error.message());
  }

  deadlines& deadlines_;
  duration timeout_;
  int silent_ = 0;  ///< quarters of `timeout_` that have passed since the message began
  bool timed_out_ = false;
};

}  // namespace concbench::net
