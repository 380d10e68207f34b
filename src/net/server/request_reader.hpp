// Reads requests from a stream of bytes, without any I/O: the session moves the bytes in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "net/http/message_parser.hpp"
#include "net/server/reply.hpp"

namespace concbench::net {

/// Keeps what the answer depends on. Of the header fields this is only whether one asks for an upgrade to `echo`. No
/// texts are kept, because each would be an allocation.
class request_parser final : public message_parser<true> {
 public:
  request_parser() { header_limit(8 * 1024); }

  verb method() const noexcept { return method_; }
  const std::string& target() const noexcept { return target_; }
  int version() const noexcept { return version_; }         ///< 10 or 11
  bool names_echo() const noexcept { return names_echo_; }  ///< in an Upgrade field

 private:
  void on_request_impl(verb method, text, text target, int version, error_code&) override {
    method_ = method;
    version_ = version;
    target_ = target;
  }
  void on_field_impl(field name, text, text value, error_code&) override {
    if (name == field::upgrade) names_echo_ = boost::beast::iequals(value, "echo");
  }

  verb method_{};
  int version_ = 0;
  bool names_echo_ = false;
  std::string target_;
};

/// Call next(). Then fill space() and call received() until it returns true, and then ask about the request. Bytes
/// after its end are kept for the next request (pipelining).
class request_reader {
 public:
  /// Begins the next request. Returns true when it has already been received.
  bool next();

  /// Space for the next bytes. 512 bytes: a request has 50 to 300, a connection that waits should need little memory,
  /// and a longer request is read in several steps.
  boost::asio::mutable_buffer space() { return buffer_.prepare(512); }

  /// Whether a part of a request has been received.
  bool has_begun() const noexcept { return buffer_.size() > 0; }

  /// Call it when `bytes` bytes were read into space(). Returns true when there is a whole request, or bytes that can
  /// never become one.
  bool received(std::size_t bytes);

  /// 0 for a GET or HEAD that can be answered. Otherwise the status that says why not. 400: not HTTP/1.x, or with a
  /// body; 405: another method; 431: a head above 8 KiB. After these the connection cannot be used any more.
  unsigned refusal() const noexcept { return refusal_; }

  /// What the client wants to happen to the connection. After a refusal it is closed.
  afterwards connection() const;
  bool wants_head_only() const { return parser_->method() == boost::beast::http::verb::head; }
  /// Whether this request may upgrade the connection to `echo`. The connection does not use HTTP after that.
  bool may_echo() const;
  /// The bytes after the request. A view, valid until space() or next().
  boost::asio::const_buffer behind() const { return buffer_.data(); }
  /// A view, valid until next().
  std::string_view target() const { return parser_->target(); }

 private:
  bool parse();
  unsigned verdict() const;

  boost::beast::flat_buffer buffer_;
  std::optional<request_parser> parser_;
  unsigned refusal_ = 0;
};

}  // namespace concbench::net
