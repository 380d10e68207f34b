// One HTTP request and its response without any I/O: the blocking and the coroutine client both move bytes in and out of
// it, so that they differ in nothing but how they wait.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "net/url.hpp"
#include "system/clock.hpp"
#include "system/units.hpp"

namespace concbench::net {

/// A request that could not be completed. what() names the origin and the cause, and nothing that varies between tasks.
class http_error : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// No complete answer in time.
class request_timeout : public http_error {
 public:
  explicit request_timeout(duration limit);
};

/// The server ended the connection in the middle of an exchange.
class connection_lost : public http_error {
 public:
  using http_error::http_error;
};

struct http_response {
  unsigned status = 0;
  std::string reason;    ///< "Not Found"
  std::string location;  ///< where a redirect points
  std::string body;

  bool ok() const { return status >= 200 && status < 300; }
  bool redirects() const { return (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) && !location.empty(); }
  /// "HTTP 404 Not Found".
  std::string status_text() const;
};

/// A GET on one connection. Call begin(), send request(), then fill space() and call received() until done().
class http_exchange {
 public:
  /// Starts over with another request. `keep_alive`: whether to ask that the connection stays open.
  void begin(const url& where, bool keep_alive, byte_size max_body);

  std::string_view request() const noexcept { return request_; }

  /// Room for the next bytes of the response.
  boost::asio::mutable_buffer space() { return buffer_.prepare(read_size); }

  /// `bytes` bytes were read into space(). Throws http_error when they are not HTTP, or the body is too large.
  void received(std::size_t bytes);

  /// The server closed the connection: the end of a body without a length, or an http_error.
  void closed();

  bool done() const { return parser_->is_done(); }

  /// Whether any part of a response has arrived: a request without one may be sent again elsewhere.
  bool answered() const noexcept { return answered_; }

  /// Whether the connection can carry another request.
  bool reusable() const { return parser_->is_done() && parser_->keep_alive() && buffer_.size() == 0; }

  /// The response; call once, when done().
  http_response take();

 private:
  static constexpr std::size_t read_size = 16 * 1024;
  using parser = boost::beast::http::response_parser<boost::beast::http::string_body>;

  void new_parser();
  [[noreturn]] void fail(boost::beast::error_code error) const;

  std::string request_;
  boost::beast::flat_buffer buffer_;
  std::optional<parser> parser_;
  byte_size max_body_;
  bool answered_ = false;
};

}  // namespace concbench::net
