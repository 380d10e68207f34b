// Requests out of a stream of bytes, without any I/O: the session moves the bytes in.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace concbench::net {

/// Call next(), then fill space() and call received() until it returns true; then ask about the request. What
/// was received beyond its end is kept for the next one (pipelining).
class request_reader {
 public:
  /// Starts on another request; true when it has been received already.
  bool next();

  /// Room for the next bytes. 512: a request has 50 to 300, a connection that waits holds little, and a
  /// longer request is read in turns.
  boost::asio::mutable_buffer space() { return buffer_.prepare(512); }

  /// `bytes` bytes were read into space(). True when there is a whole request, or what can never become one.
  bool received(std::size_t bytes);

  /// 0 for a GET or HEAD that can be answered; otherwise the status that says why not: 400 not HTTP/1.x, or a
  /// body; 405 another method; 431 a head above 8 KiB. After one of these the connection cannot be used
  /// further.
  unsigned refusal() const noexcept { return refusal_; }

  /// Whether the client wants the connection kept.
  bool keep_alive() const { return refusal_ == 0 && parser_->keep_alive(); }
  bool wants_head_only() const { return parser_->get().method() == boost::beast::http::verb::head; }
  /// A view, good until next().
  std::string_view target() const { return parser_->get().target(); }

 private:
  bool parse();
  unsigned verdict() const;

  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::empty_body>> parser_;
  unsigned refusal_ = 0;
};

}  // namespace concbench::net
