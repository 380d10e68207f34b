// A coroutine per connection; while it waits it holds its frame and a buffer of a few hundred bytes.
#include "net/session.hpp"

#include <algorithm>
#include <array>
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
constexpr std::size_t copied_content = 4 * 1024;   // behind the head
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
      if (const auto manifest = manifest_asked()) co_await make_images(*manifest);
      reply_ = make_reply();
      if (reply_.delay > duration::zero()) co_await pause_until(clock::now() + reply_.delay);
      if (reply_.failure == fault::reset || reply_.failure == fault::stall) {
        co_await fail();
        break;
      }
      compose(open);
      if (reply_.bandwidth > 0) {
        co_await write_paced();
      } else if (!write_now()) {
        co_await write_rest();
      }
      if (error_) break;
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

  std::optional<manifest_request> manifest_asked() const {
    return bad_ ? std::nullopt : routes::manifest(std::string_view(parser_->get().target()));
  }

  /// A manifest may need thousands of images: they are made one at a time, so that others are served in between.
  awaitable<void> make_images(manifest_request manifest) {
    for (std::uint32_t id = 0; id < manifest.count; ++id) {
      pages_.images().get(manifest.seed, id);
      co_await asio::post(stream_.get_executor(), use_awaitable);
    }
  }

  reply make_reply() {
    if (bad_) return error_reply(400, "this is not an HTTP/1.1 request without a body");
    const auto& request = parser_->get();
    if (request.method() != http::verb::get && request.method() != http::verb::head) return error_reply(405, "only GET and HEAD");
    return pages_.answer(std::string_view(request.target()));
  }

  awaitable<void> fail() {
    error_code ignored;
    if (reply_.failure == fault::reset) {
      socket_of(stream_).set_option(asio::socket_base::linger(true, 0), ignored);
      socket_of(stream_).close(ignored);
    } else {
      co_await until_closed();
    }
  }

  /// Head and content as they go out. Small content is copied behind the head: one buffer costs less than two.
  void compose(bool keep_alive) {
    const auto& request = parser_->get();
    head_.clear();
    append_head(head_, reply_, keep_alive, !bad_ && request.version() == 10);
    content_ = bad_ || request.method() != http::verb::head ? reply_.content() : std::string_view{};
    if (content_.size() <= copied_content && reply_.bandwidth == 0) {
      head_.append(content_);
      content_ = {};
    }
  }

  /// What of head and content has not been written yet.
  std::array<asio::const_buffer, 2> parts() const {
    const auto of_head = std::min(written_, head_.size());
    return {asio::buffer(head_) + of_head, asio::buffer(content_) + (written_ - of_head)};
  }

  /// What the socket's buffer takes goes out at once, without a turn of the loop. True when that was all.
  bool write_now() {
    written_ = 0;
    if constexpr (std::is_same_v<Stream, server_socket>) {
      written_ = content_.empty() ? stream_.write_some(asio::buffer(head_), error_)
                                  : stream_.write_some(parts(), error_);
      if (error_ == asio::error::would_block) error_ = {};
    }
    return error_ || written_ == head_.size() + content_.size();
  }

  awaitable<void> write_rest() {
    const auto rest = parts();
    co_await asio::async_write(stream_, rest, keep_error());
  }

  /// The content in pieces that take as long as the bandwidth says: about 10 ms each.
  awaitable<void> write_paced() {
    const auto piece = std::clamp<std::uint64_t>(reply_.bandwidth / 100, 1, largest_piece);
    const auto start = clock::now();
    co_await asio::async_write(stream_, asio::buffer(head_), keep_error());
    for (std::uint64_t sent = 0; sent < content_.size() && !error_;) {
      const auto part = content_.substr(sent, piece);
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
  std::string_view content_;
  std::size_t written_ = 0;
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
