// Read it beside blocking_echo.cpp.
#include "net/coroutine_echo.hpp"

#include <boost/asio/execution_context.hpp>

namespace concbench::net {
namespace {

/// The time limits of all that echo on one loop or strand.
template <class Executor>
class echo_deadlines final : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;
  explicit echo_deadlines(asio::execution_context& owner) : service(owner), all(owner) {}

  deadlines_of_service<Executor> all;

 private:
  void shutdown() noexcept override {}
};

constexpr int quarters = 4;

}  // namespace

template <class Executor>
basic_coroutine_echo<Executor>::basic_coroutine_echo(asio::execution_context& services, const Executor& home,
                                                     duration timeout)
    : deadlines_(asio::use_service<echo_deadlines<Executor>>(services).all.at(home)),
      timeout_(timeout),
      stream_(home) {}

template <class Executor>
asio::awaitable<void, Executor> basic_coroutine_echo<Executor>::open(url where) {
  const typename deadlines::scope timed(deadlines_, *this, timeout_ / quarters);
  silent_ = 0;
  try {
    co_await stream_.connect(where.where, nullptr);
  } catch (const http_error&) {
    if (timed_out_) throw request_timeout(timeout_);
    throw;
  }
  http_exchange upgrade;
  upgrade.begin_upgrade(where, "echo");
  co_await stream_.write(upgrade.request());
  check();
  while (!upgrade.done()) {
    const auto size = co_await stream_.read_some(upgrade.space());
    check();
    if (size == 0) {
      upgrade.closed();
    } else {
      upgrade.received(size);
    }
  }
  require_upgrade(where, upgrade.take());
  stream_.reset_on_close();  // there are 28,000 ports, and rounds of 10,000 connections each
}

/// All messages are in one coroutine: one each would cost 100 ns.
template <class Executor>
asio::awaitable<void, Executor> basic_coroutine_echo<Executor>::exchange(conversation& with) {
  const typename deadlines::scope timed(deadlines_, *this, timeout_ / quarters);
  for (auto message = with.next(); !message.empty(); message = with.next()) {
    silent_ = 0;
    if (const auto rest = stream_.write_now(message); !rest.empty()) co_await stream_.write(rest);
    check();
    received_.resize(message.size() + 1);  // one too many would be seen
    std::size_t size = 0;
    while (size < message.size()) {
      const auto more = co_await stream_.read_some(asio::buffer(received_) + size);
      check();
      if (more == 0) throw connection_lost("the server closed the connection before it had sent all back");
      size += more;
    }
    if (size > message.size()) throw http_error("the server sent back more than it was sent");
    with.received(std::string_view(received_).substr(0, size));
  }
}

template <class Executor>
void basic_coroutine_echo<Executor>::expired() noexcept {
  if (++silent_ <= quarters) return deadlines_.add(*this, timeout_ / quarters);
  timed_out_ = true;
  stream_.cancel();
}

template <class Executor>
void basic_coroutine_echo<Executor>::fail() const {
  if (timed_out_) throw request_timeout(timeout_);
  if (stream_.error() == asio::error::eof) return;  // not for this to judge
  throw connection_lost("the connection was lost: " + stream_.error().message());
}

template class basic_coroutine_echo<loop_executor>;
template class basic_coroutine_echo<loop_strand>;

}  // namespace concbench::net
