// A coroutine per connection; while it waits it holds its frame and a buffer of a few hundred bytes.
#include "net/session.hpp"

#include <algorithm>
#include <optional>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace concbench::net {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;
using tls_stream = asio::ssl::stream<server_socket>;

constexpr std::size_t read_size = 512;             // a request has 50 to 300 bytes; more is read in turns
constexpr std::uint32_t head_limit = 8 * 1024;     // of a request
constexpr std::uint64_t largest_piece = 64 * 1024;  // of a paced body

server_socket& socket_of(server_socket& stream) { return stream; }
server_socket& socket_of(tls_stream& stream) { return stream.next_layer(); }

template <class Stream>
class session {
 public:
  session(Stream& stream, routes& pages) : stream_(stream), pages_(pages) {}

  awaitable<void> run() {
    for (bool open = true; open;) {
      parser_.emplace();
      parser_->header_limit(head_limit);
      if (!co_await read_request()) break;
      open = parser_->get().keep_alive() && !bad_;
      co_await make_reply();
      if (!co_await send(open)) break;
    }
  }

 private:
  /// Reads one request; false when the connection has ended. What is not HTTP sets `bad_`.
  awaitable<bool> read_request() {
    while (!parser_->is_done()) {
      if (buffer_.size() > 0) {
        error_code error;
        buffer_.consume(parser_->put(buffer_.data(), error));
        if (!error) continue;
        bad_ = error != http::error::need_more;
        if (bad_) break;
      }
      const auto size = co_await stream_.async_read_some(buffer_.prepare(read_size), keep_error());
      if (error_) co_return false;
      buffer_.commit(size);
    }
    co_return true;
  }

  /// Decides on the answer. A manifest may need thousands of images: they are made one at a time, so that others are
  /// served in between.
  awaitable<void> make_reply() {
    const auto& request = parser_->get();
    if (bad_) {
      reply_ = error_reply(400, "this is not an HTTP/1.1 request without a body");
      co_return;
    }
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
      reply_ = error_reply(405, "only GET and HEAD");
      co_return;
    }
    const auto target = std::string_view(request.target());
    if (const auto manifest = routes::manifest(target)) {
      for (std::uint32_t id = 0; id < manifest->count; ++id) {
        pages_.images().get(manifest->seed, id);
        co_await asio::post(stream_.get_executor(), use_awaitable);
      }
    }
    reply_ = pages_.answer(target);
  }

  /// Sends the reply as it asks to be sent; false when the connection has ended.
  awaitable<bool> send(bool keep_alive) {
    if (reply_.delay > duration::zero()) co_await pause_until(clock::now() + reply_.delay);
    if (reply_.failure == fault::reset) {
      error_code ignored;
      socket_of(stream_).set_option(asio::socket_base::linger(true, 0), ignored);
      socket_of(stream_).close(ignored);
      co_return false;
    }
    if (reply_.failure == fault::stall) {
      co_await until_closed();
      co_return false;
    }
    head_.clear();
    const auto& request = parser_->get();
    append_head(head_, reply_, keep_alive, !bad_ && request.version() == 10);
    const bool with_content = bad_ || request.method() != http::verb::head;
    const auto content = with_content ? reply_.content() : std::string_view{};
    if (reply_.bandwidth > 0) {
      co_await write_paced(content);
    } else {
      co_await write(content);
    }
    co_return !error_;
  }

  /// The head and all of `content`. What the socket's buffer takes goes out at once, without a turn of the loop.
  awaitable<void> write(std::string_view content) {
    std::array<asio::const_buffer, 2> parts{asio::buffer(head_), asio::buffer(content)};
    std::size_t written = 0;
    if constexpr (std::is_same_v<Stream, server_socket>) {
      written = stream_.write_some(parts, error_);
      if (error_ == asio::error::would_block) error_ = {};
      if (error_ || written == head_.size() + content.size()) co_return;
    }
    const auto of_head = std::min(written, head_.size());
    parts = {parts[0] + of_head, parts[1] + (written - of_head)};
    co_await asio::async_write(stream_, parts, keep_error());
  }

  /// As `write`, in pieces that take as long as the bandwidth says: about 10 ms each.
  awaitable<void> write_paced(std::string_view content) {
    const auto piece = std::clamp<std::uint64_t>(reply_.bandwidth / 100, 1, largest_piece);
    const auto start = clock::now();
    co_await write({});
    for (std::uint64_t sent = 0; sent < content.size() && !error_;) {
      const auto part = content.substr(sent, piece);
      sent += part.size();
      const auto due = static_cast<double>(sent) / static_cast<double>(reply_.bandwidth);
      co_await pause_until(start + std::chrono::duration_cast<duration>(std::chrono::duration<double>(due)));
      co_await asio::async_write(stream_, asio::buffer(part), keep_error());
    }
  }

  awaitable<void> pause_until(clock::time_point when) {
    loop_timer timer(stream_.get_executor(), when);
    co_await timer.async_wait(use_awaitable);
  }

  awaitable<void> until_closed() {
    while (!error_) {
      buffer_.clear();
      co_await stream_.async_read_some(buffer_.prepare(read_size), keep_error());
    }
  }

  auto keep_error() { return asio::redirect_error(use_awaitable, error_); }

  Stream& stream_;
  routes& pages_;
  boost::beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::empty_body>> parser_;
  reply reply_;
  std::string head_;
  error_code error_;
  bool bad_ = false;
};

void make_ready(server_socket& socket) {
  socket.set_option(asio::ip::tcp::no_delay(true));
  socket.non_blocking(true);
}

}  // namespace

awaitable<void> serve_plain(server_socket socket, routes& pages) try {
  make_ready(socket);
  session<server_socket> connection(socket, pages);
  co_await connection.run();
} catch (const std::exception&) {
  // The connection ends; the server goes on.
}

awaitable<void> serve_tls(server_socket socket, asio::ssl::context& tls, routes& pages) try {
  make_ready(socket);
  tls_stream stream(std::move(socket), tls);
  co_await stream.async_handshake(asio::ssl::stream_base::server, use_awaitable);
  {
    session<tls_stream> connection(stream, pages);
    co_await connection.run();
  }
  error_code ignored;
  co_await stream.async_shutdown(asio::redirect_error(use_awaitable, ignored));
} catch (const std::exception&) {
  // A failed handshake, or as above.
}

}  // namespace concbench::net
