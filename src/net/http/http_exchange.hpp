// One HTTP request and its response, without any I/O. All clients move bytes in and out of it, so that they differ only
// in how they wait.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "net/http/content_decoder.hpp"
#include "net/http/message_parser.hpp"
#include "net/http/request.hpp"
#include "net/http/url.hpp"
#include "system/clock.hpp"
#include "system/units.hpp"

namespace concbench::net {

/// A request that could not be completed. what() names the origin and the cause, and nothing that differs between
/// tasks.
class http_error : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// There was no complete answer in time.
class request_timeout : public http_error {
 public:
  explicit request_timeout(duration limit);
};

/// The server closed the connection in the middle of an exchange.
class connection_lost : public http_error {
 public:
  using http_error::http_error;
};

struct http_response {
  unsigned status = 0;
  std::string reason;    ///< "Not Found"
  std::string location;  ///< where a redirect leads
  std::string encoding;  ///< of the body, from Content-Encoding ("gzip"); empty: none, or it has been undone
  std::string body;
  std::optional<bool> is_expected =
      {};  ///< whether the user named the status; empty when the user named none

  /// Whether the status is that of a right answer: a success, unless the user says which ones are expected.
  bool ok() const { return is_expected.value_or(status >= 200 && status < 300); }
  /// A redirect that the user expects is an answer, and leads nowhere.
  bool redirects() const {
    return !is_expected.value_or(false) &&
           (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) &&
           !location.empty();
  }
  /// "HTTP 404 Not Found".
  std::string status_text() const;
};

/// The limit for everything in an answer besides its body: the head, heads of interim answers, chunk sizes, trailers.
/// Browsers have the same limit; one Content-Security-Policy may take 16 KiB.
inline constexpr byte_size most_framing{256 * 1024};

/// Keeps only those parts of a response that an http_response has. With `decodes` it undoes the encoding of the body,
/// if it can. `max_body` limits the body as it comes and as it is kept.
class response_parser final : public message_parser<false> {
 public:
  response_parser(byte_size max_body, bool decodes) : max_body_(max_body), decodes_(decodes) {
    eager(true);
    header_limit(static_cast<std::uint32_t>(most_framing.count));
    body_limit(max_body.count);
  }

  http_response& response() noexcept { return response_; }
  const http_response& response() const noexcept { return response_; }

 private:
  void on_response_impl(int status, text reason, int, error_code&) override;
  void on_field_impl(field name, text, text value, error_code&) override;
  void on_body_init_impl(const length& announced, error_code&) override;
  std::size_t on_body_impl(text part, error_code&) override;
  std::size_t on_chunk_body_impl(std::uint64_t, text part, error_code& error) override {
    return on_body_impl(part, error);
  }
  void on_finish_impl(error_code& error) override;
  void decode(text part, error_code& error);

  http_response response_;
  std::unique_ptr<content_decoder> decoder_;  ///< null until a part of an encoded body has come
  byte_size max_body_;
  bool decodes_;
};

/// A request on one connection. Call begin(), and send request() and large_body(). Then fill space() and call
/// received() until done().
///
/// It also reads a head that is not quite HTTP, if browsers and curl read it: lines that end in LF alone, a status line
/// without the space after its number, a space before a colon, control characters in a value. Everything around a body
/// (chunk sizes, trailers) must be HTTP.
class http_exchange {
 public:
  /// Begins another request. `keep_alive` asks the server to leave the connection open. `content` must live until the
  /// request has been sent.
  void begin(const net::request& request, const request_content& content, bool keep_alive,
             byte_size max_body);

  /// The same for a request to continue in `protocol`. A response with status 101 accepts that.
  void begin_upgrade(const url& where, std::string_view protocol);

  /// The same for a CONNECT, which asks the proxy on the way to `where` for a tunnel. See require_tunnel.
  void begin_tunnel(const origin& where);

  /// Call it when the answer to a CONNECT is done(). Throws http_error unless there is a tunnel to `where` now.
  void require_tunnel(const origin& where);

  /// The head, and the body when it is small enough to be copied.
  std::string_view request() const noexcept { return request_; }

  /// A larger body, which is sent after it; empty in most requests.
  std::string_view large_body() const noexcept { return large_body_; }

  /// Space for the next bytes of the response.
  boost::asio::mutable_buffer space() { return buffer_.prepare(read_size); }

  /// Call it when `bytes` bytes were read into space(). 0 bytes mean that the server closed the connection: the end of
  /// a body without a length, or connection_lost. Throws http_error when the bytes are not HTTP, when the body is too
  /// large, when there are more than most_framing bytes around the body (and 17 bytes for each byte of it), and after
  /// more than 100 interim answers.
  void received(std::size_t bytes);

  bool done() const { return parser_->is_done(); }

  /// Whether the request may be sent again on another connection after this one was lost: no part of a response has
  /// arrived, and doing it twice does no harm.
  bool may_be_repeated() const noexcept { return !answered_ && repeatable_; }

  /// Whether the connection can be used for another request.
  bool reusable() const { return parser_->is_done() && parser_->keep_alive() && buffer_.size() == 0; }

  /// The response. Call it once, when done(), and before the request's content ends.
  http_response take();

 private:
  static constexpr std::size_t read_size = 16 * 1024;
  void start(const net::request& request, const request_content& content, std::string_view connection_fields,
             byte_size max_body);
  void reset(byte_size max_body);
  void renew_parser();
  boost::beast::error_code parse();
  boost::beast::error_code parse_repaired_head();
  void pass_over_interim_answer();
  void require_little_framing() const;
  void closed();
  [[noreturn]] void fail(boost::beast::error_code error) const;

  std::string request_;
  std::string_view large_body_;
  std::string_view peer_;             ///< who answers, for errors: "server", "proxy"
  boost::beast::flat_buffer buffer_;  ///< keeps a head until it is complete, because it may need repair
  std::optional<response_parser> parser_;
  byte_size max_body_;
  std::uint64_t received_ = 0;  ///< bytes since the start
  std::size_t parsed_ = 0;      ///< bytes of the head in buffer_ that the parser has seen
  int interim_answers_ = 0;
  bool needs_repair_ = false;  ///< the parser has refused the head as far as it has come
  bool answered_ = false;
  bool repeatable_ = true;
  bool has_only_a_head_ = false;  ///< the answer has only a head, because it is to a HEAD
  bool decodes_ = false;
  const status_set* expected_ = nullptr;  ///< null: the user named none
};

}  // namespace concbench::net
