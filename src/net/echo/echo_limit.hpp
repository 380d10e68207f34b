// The time limit of a connection that echoes: what the forms that wait on a loop have in common.
#pragma once

#include <optional>

#include <boost/asio/error.hpp>
#include <boost/asio/execution_context.hpp>

#include "net/client/client.hpp"
#include "net/client/request_deadlines.hpp"

namespace concbench::net {

/// Those of all connections on one loop or strand.
template <class Executor>
class echo_deadlines final : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;
  explicit echo_deadlines(asio::execution_context& owner) : service(owner), all(owner) {}

  deadlines_of_service<Executor> all;

 private:
  void shutdown() noexcept override {}
};

/// Bounds opening, and each message. One that does not come back is noticed up to a quarter of the time
/// later: whether one has is looked at four times in that time, which costs a message nothing.
template <class Executor>
class echo_limit : private request_deadlines<Executor>::entry {
 protected:
  using deadlines = request_deadlines<Executor>;

  /// `services`: of the loop or strand that is `home`. `timeout` is the same for all of its connections.
  echo_limit(asio::execution_context& services, const Executor& home, duration timeout)
      : deadlines_(asio::use_service<echo_deadlines<Executor>>(services).all.at(home)), timeout_(timeout) {}
  ~echo_limit() = default;

  /// Holds for as long as what this returns lives.
  typename deadlines::scope start_limit() {
    begin_message();
    return {deadlines_, *this, timeout_ / quarters};
  }
  /// The same until `limit` is reset.
  void start_limit(std::optional<typename deadlines::scope>& limit) {
    begin_message();
    limit.emplace(deadlines_, static_cast<typename deadlines::entry&>(*this), timeout_ / quarters);
  }
  void begin_message() noexcept { silent_ = 0; }

  bool timed_out() const noexcept { return timed_out_; }
  duration timeout() const noexcept { return timeout_; }

  /// Throws what ended the last operation, if anything did but the end of the stream.
  void check(const boost::system::error_code& error) const {
    if (timed_out_ || error) fail(error);
  }

  /// Ends what is under way.
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
    if (error == asio::error::eof) return;  // not for this to judge
    throw connection_lost("the connection was lost: " + error.message());
  }

  deadlines& deadlines_;
  duration timeout_;
  int silent_ = 0;  ///< quarters of `timeout_` that ended since the message began
  bool timed_out_ = false;
};

}  // namespace concbench::net
