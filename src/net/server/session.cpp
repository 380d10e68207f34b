// A coroutine for each connection. A connection that waits for its next request holds 2.3 KiB in all, and one that
// waits to answer 3.2 KiB (measured with 10,000 of them). With TLS it is 75 KiB, which include four buffers of 17 KiB
// between Asio and OpenSSL.
#include "net/server/session.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include <poll.h>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "net/server/request_reader.hpp"
#include "system/exception_text.hpp"

namespace concbench::net {
namespace {

using namespace boost::asio::experimental::awaitable_operators;
using boost::system::error_code;
using tls_stream = asio::ssl::stream<server_socket>;

constexpr std::size_t one_piece = 1024;                        // a body up to here is copied behind its head
constexpr std::uint64_t largest_piece = 64 * 1024;             // of a paced body
constexpr std::size_t echoed_piece = 4096;                     // held by each connection that echoes
constexpr duration longest_stall = std::chrono::minutes(10);   // then the connection is closed after all
constexpr duration longest_goodbye = std::chrono::seconds(1);  // for a client to read all and close
constexpr duration longest_trust = std::chrono::seconds(1);    // that a client which waits is still there

server_socket& socket_of(server_socket& stream) {
  return stream;
}
server_socket& socket_of(tls_stream& stream) {
  return stream.next_layer();
}

reply refusal_reply(unsigned status) {
  switch (status) {
    case 405:
      return error_reply(405, "only GET and HEAD are served here");
    case 431:
      return error_reply(431, "the request's head is larger than 8 KiB");
    default:
      return error_reply(400, "this is not an HTTP/1.1 request without a body");
  }
}

awaitable<void> pause_until(loop_executor loop, clock::time_point when) {
  loop_timer timer(loop, when);
  co_await timer.async_wait(use_awaitable);
}

/// Whether the other side has ended the connection, or its half of it, also where bytes before that are
/// unread.
bool has_left(server_socket& socket) {
  pollfd watched{socket.native_handle(), POLLRDHUP, 0};
  return ::poll(&watched, 1, 0) > 0;
}

template <class Stream>
class session {
 public:
  session(Stream& stream, connection_limits::guard& limit, session_surroundings shared)
      : stream_(stream), limit_(limit), shared_(shared) {}

  /// A request that is answered at once runs through no further coroutine: each costs 35 ns, of 2,300 in all.
  awaitable<void> run() {
    for (bool open = true; open && !error_;) {
      bool whole = requests_.next();
      requests_.has_begun() ? limit_.wait_for_head() : limit_.wait_for_request();
      while (!whole) {
        const auto size = co_await stream_.async_read_some(requests_.space(), keep_error());
        if (error_) co_return;
        if (!requests_.has_begun()) limit_.wait_for_head();
        whole = requests_.received(size);
      }
      limit_.end();
      open = requests_.connection() != afterwards::close;
      decide();
      if (reply_.takes_effort() || reply_.delay > longest_trust) {
        co_await send_in_its_way();
      } else if (reply_.delay > duration::zero()) {
        co_await send_late();
      } else {
        compose(reply_.content());
        if (!write_now()) co_await write_rest();
      }
      reply_ = {};  // a connection that waits for its next request holds no body
    }
    if (!error_ && requests_.refusal() != 0) co_await say_goodbye();
  }

 private:
  void decide() {
    reply_ = requests_.refusal() == 0 ? shared_.pages.answer(requests_.target(), requests_.may_echo())
                                      : refusal_reply(requests_.refusal());
  }

  /// Separate from send_in_its_way(), whose coroutine needs so much memory that malloc is slow: 9 % of a request.
  awaitable<void> send_late() {
    co_await pause_until(stream_.get_executor(), clock::now() + reply_.delay);
    compose(reply_.content());
    if (!write_now()) co_await write_rest();
  }

  /// Sends the reply with its delays and limits. `error_` is set when that ended the connection.
  awaitable<void> send_in_its_way() {
    if (reply_.missing) co_await complete();
    // Blocks the loop, as the request asks: meanwhile nothing is accepted, read or answered.
    if (reply_.freeze > duration::zero() && !client_has_left()) shared_.stand_still(reply_.freeze);
    if (reply_.delay > duration::zero() && !error_) co_await wait(reply_.delay);
    if (error_) co_return;
    if (reply_.failure == fault::reset) {
      reset();
    } else if (reply_.failure == fault::stall) {
      co_await until_closed(longest_stall);
    } else if (reply_.bandwidth > 0) {
      co_await write_paced();
    } else if (reply_.pieces) {
      co_await write_pieces();
    } else if (reply_.echoes) {
      co_await echo();
    } else {
      compose(reply_.content());
      if (!write_now()) co_await write_rest();
    }
  }

  /// Checks whether the client still waits for its answer. If not, ends the connection and sets `error_`. A client that
  /// only ends its side of the connection is treated the same: the two cannot be told apart.
  bool client_has_left() {
    if (has_left(socket_of(stream_))) error_ = asio::error::eof;
    return error_.failed();
  }

  /// Waits in parts, so that the descriptor of a client that has left is not held for the rest of an hour.
  awaitable<void> wait(duration delay) {
    const auto end = clock::now() + delay;
    for (auto left = delay; left > longest_trust; left = end - clock::now()) {
      co_await pause_until(stream_.get_executor(), clock::now() + longest_trust);
      if (client_has_left()) co_return;
    }
    co_await pause_until(stream_.get_executor(), end);
  }

  /// Gives the reply the images that it needs, while the client waits for them.
  awaitable<void> complete() {
    try {
      if (reply_.lists_images) {
        co_await write_manifest();
      } else {
        auto picture = co_await shared_.images.get(reply_.missing->seed, reply_.missing->first);
        reply_.picture = std::move(picture);
      }
    } catch (const std::exception& e) {
      reply_ = error_reply(500, exception_text(e));
    }
  }

  awaitable<void> write_manifest() {
    const auto wanted = *reply_.missing;
    manifest_text text;
    for (auto id = wanted.first; id - wanted.first < wanted.count; ++id) {
      if (client_has_left()) co_return;
      const auto each = co_await shared_.images.get(wanted.seed, id);
      text.add(*each);
    }
    reply_.body = std::move(text).take();
  }

  /// Lays out the head and `content`, if the client wants that, for writing.
  void compose(std::string_view content) {
    head_.clear();
    append_head(head_, reply_, requests_.connection());
    if (requests_.refusal() == 0 && requests_.wants_head_only()) content = {};
    if (content.size() <= one_piece) head_.append(std::exchange(content, {}));
    unsent_ = {asio::buffer(head_), asio::buffer(content)};
  }

  /// Gives the socket what it takes now, without a turn of the loop; true when nothing is left, or the
  /// connection broke. Never under TLS: Asio's stream cannot resume there what would have blocked.
  bool write_now() {
    if constexpr (std::is_same_v<Stream, tls_stream>) return false;
    const bool one = unsent_[1].size() == 0;
    const auto written = one ? stream_.write_some(unsent_[0], error_) : stream_.write_some(unsent_, error_);
    if (error_ == asio::error::would_block) error_ = {};
    sent(written);
    return error_ || asio::buffer_size(unsent_) == 0;
  }

  /// Writes everything, however long it takes, but within the limit between two pieces that the client reads.
  awaitable<void> write_rest() {
    while (!error_ && asio::buffer_size(unsent_) > 0) {
      limit_.wait_for_reader();
      const auto size = co_await stream_.async_write_some(unsent_, keep_error());
      sent(size);
    }
    limit_.end();
  }

  void sent(std::size_t bytes) {
    const auto of_first = std::min(bytes, unsent_[0].size());
    unsent_ = {unsent_[0] + of_first, unsent_[1] + (bytes - of_first)};
  }

  /// Each piece is made when the one before has been written: a client that does not read costs no more memory.
  /// Every one takes a turn of the loop, so that others are served meanwhile.
  awaitable<void> write_pieces() {
    compose({});
    co_await write_rest();
    if (requests_.wants_head_only()) co_return;
    for (std::string piece; !error_ && reply_.pieces->next(piece);) {
      unsent_ = {asio::buffer(piece), asio::const_buffer()};
      co_await write_rest();
    }
  }

  /// The head at once, the content in pieces of 10 ms. They are due by the time since the start, so that a
  /// late one does not delay the others.
  awaitable<void> write_paced() {
    auto content = reply_.content();
    if (requests_.wants_head_only()) content = {};
    const auto piece = std::clamp<std::uint64_t>(reply_.bandwidth / 100, 1, largest_piece);
    const auto start = clock::now();
    compose({});
    if (!write_now()) co_await write_rest();
    for (std::uint64_t sent = 0; sent < content.size() && !error_;) {
      const auto part = content.substr(sent, piece);
      sent += part.size();
      const std::chrono::duration<double> due(static_cast<double>(sent) /
                                              static_cast<double>(reply_.bandwidth));
      co_await pause_until(stream_.get_executor(), start + std::chrono::duration_cast<duration>(due));
      unsent_ = {asio::buffer(part), asio::const_buffer()};
      if (!write_now()) co_await write_rest();
    }
  }

  /// Sends back what comes until the client ends its side, however long it is silent: always ends with
  /// `error_` set. The next piece is read when the last one is written, so that a client that does not read
  /// is not read from.
  awaitable<void> echo() {
    compose({});
    const auto early = requests_.behind();
    head_.append(static_cast<const char*>(early.data()), early.size());
    unsent_[0] = asio::buffer(head_);
    std::array<char, echoed_piece> piece;
    while (true) {
      if (!write_now()) co_await write_rest();
      if (error_) co_return;
      const auto size = co_await stream_.async_read_some(asio::buffer(piece), keep_error());
      if (error_) co_return;
      unsent_ = {asio::buffer(piece, size), asio::const_buffer()};
    }
  }

  /// Closes with RST instead of FIN.
  void reset() {
    auto& socket = socket_of(stream_);
    error_code ignored;
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
    error_ = asio::error::connection_reset;
  }

  /// Reads and drops what still comes. Always ends with `error_` set.
  awaitable<void> until_closed(duration limit) {
    auto closed = discard();
    auto late = pause_until(stream_.get_executor(), clock::now() + limit);
    co_await (std::move(closed) || std::move(late));
    if (!error_) error_ = asio::error::timed_out;
  }

  awaitable<void> discard() {
    std::array<char, 512> unwanted;
    while (!error_) co_await stream_.async_read_some(asio::buffer(unwanted), keep_error());
  }

  /// Closing while the rest of a refused request is unread would reset the connection, and the client might
  /// never see the reply. TLS says goodbye in its own way.
  awaitable<void> say_goodbye() {
    if constexpr (std::is_same_v<Stream, server_socket>) {
      error_code ignored;
      stream_.shutdown(asio::socket_base::shutdown_send, ignored);
      co_await until_closed(longest_goodbye);
    }
  }

  auto keep_error() { return asio::redirect_error(use_awaitable, error_); }

  Stream& stream_;
  connection_limits::guard& limit_;
  session_surroundings shared_;
  request_reader requests_;
  reply reply_;
  std::string head_;
  std::array<asio::const_buffer, 2> unsent_;
  error_code error_;
};

void make_ready(server_socket& socket) {
  socket.set_option(asio::ip::tcp::no_delay(true));
  socket.non_blocking(true);
}

awaitable<void> shut_down(tls_stream& stream) {
  error_code ignored;
  co_await stream.async_shutdown(asio::redirect_error(use_awaitable, ignored));
}

}  // namespace

awaitable<void> serve_plain(server_socket socket, session_surroundings shared) try {
  make_ready(socket);
  connection_limits::guard limit(shared.limits, socket);
  session<server_socket> connection(socket, limit, shared);
  co_await connection.run();
} catch (const std::exception&) {
  // The connection ends; the server continues.
}

awaitable<void> serve_tls(server_socket socket, asio::ssl::context& tls, session_surroundings shared) try {
  make_ready(socket);
  tls_stream stream(std::move(socket), tls);
  connection_limits::guard limit(shared.limits, stream.next_layer());
  limit.wait_for_head();
  co_await stream.async_handshake(asio::ssl::stream_base::server, use_awaitable);
  session<tls_stream> connection(stream, limit, shared);
  co_await connection.run();
  if (!stream.next_layer().is_open()) co_return;
  auto done = shut_down(stream);
  auto late = pause_until(stream.get_executor(), clock::now() + longest_goodbye);
  co_await (std::move(done) || std::move(late));
} catch (const std::exception&) {
  // A handshake that failed, or an error as above.
}

}  // namespace concbench::net
