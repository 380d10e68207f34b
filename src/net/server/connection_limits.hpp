// Time limits for the connections of a server, with a single timer.
#pragma once

#include <algorithm>
#include <cstdint>

#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list.hpp>

#include "system/event_loop.hpp"

namespace concbench::net {

using server_socket = asio::basic_stream_socket<asio::ip::tcp, loop_executor>;

/// How long a client may keep a server waiting. This is far longer than a measured run needs.
struct waiting_limits {
  duration head = std::chrono::seconds(60);   ///< for a whole request head, or a TLS handshake
  duration idle = std::chrono::minutes(10);   ///< between two requests
  duration unread = std::chrono::minutes(2);  ///< until the client has read another piece of an answer
};

/// Closes connections whose clients take too long. Starting a limit stores one number. The timer counts ticks of at
/// most a second, and checks all connections at each. So a request needs no timer, and a limit may be up to one tick
/// late.
class connection_limits {
  using hook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

 public:
  /// The limit of one connection. When it is reached, the socket is closed, and operations that wait for it end with an
  /// error.
  class guard : public hook {
   public:
    /// `socket` must not move or be destroyed before the guard is.
    guard(connection_limits& all, server_socket& socket) : all_(all), socket_(socket) {
      all_.connections_.push_back(*this);
    }
    guard(const guard&) = delete;
    guard& operator=(const guard&) = delete;

    void wait_for_head() noexcept { due_ = all_.now_ + all_.head_; }
    void wait_for_request() noexcept { due_ = all_.now_ + all_.idle_; }
    void wait_for_reader() noexcept { due_ = all_.now_ + all_.unread_; }
    /// Ends the limit: the server does not wait for the client now.
    void end() noexcept { due_ = never; }

   private:
    friend class connection_limits;
    static constexpr std::uint64_t never = UINT64_MAX;

    connection_limits& all_;
    server_socket& socket_;
    std::uint64_t due_ = never;
  };

  explicit connection_limits(const waiting_limits& limits)
      : tick_(std::clamp<duration>(std::min({limits.head, limits.idle, limits.unread}) / 4,
                                   std::chrono::milliseconds(10), std::chrono::seconds(1))),
        head_(ticks(limits.head)),
        idle_(ticks(limits.idle)),
        unread_(ticks(limits.unread)) {}

  /// Checks all connections at each tick, while the loop runs.
  awaitable<void> keep(loop_executor loop) {
    for (loop_timer timer(loop, tick_);; timer.expires_after(tick_)) {
      co_await timer.async_wait(use_awaitable);
      ++now_;
      for (auto& each : connections_)
        if (each.due_ <= now_) close(each);
    }
  }

 private:
  /// One tick more than the limit needs, because the present tick may be nearly over.
  std::uint64_t ticks(duration limit) const { return static_cast<std::uint64_t>(limit / tick_) + 1; }

  static void close(guard& late) {
    late.end();
    boost::system::error_code ignored;
    late.socket_.close(ignored);
  }

  duration tick_;
  std::uint64_t head_;
  std::uint64_t idle_;
  std::uint64_t unread_;
  std::uint64_t now_ = 0;
  boost::intrusive::list<guard, boost::intrusive::constant_time_size<false>> connections_;
};

}  // namespace concbench::net
