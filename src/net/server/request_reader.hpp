// Requests out of a stream of bytes, without any I/O: the session moves the bytes in.
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

/// Keeps of a request what an answer depends on: of the header fields whether one asks for an upgrade to
/// `echo`, and no text, which would be an allocation each.
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

/// Call next(), then fill space() and call received() until it returns true; then ask about the request. What
/// was received beyond its end is kept for the next one (pipelining).
class request_reader {
 public:
  /// Starts on another request; true when it has been received already.
  bool next();

  /// Room for the next bytes. 512: a request has 50 to 300, a connection that waits holds little, and a
  /// longer request is read in turns.
  boost::asio::mutable_buffer space() { return buffer_.prepare(512); }

  /// Whether there are bytes of a request that is not whole yet.
  bool has_begun() const noexcept { return buffer_.size() > 0; }

  /// `bytes` bytes were read into space(). True when there is a whole request, or what can never become one.
  bool received(std::size_t bytes);

  /// 0 for a GET or HEAD that can be answered; otherwise the status that says why not: 400 not HTTP/1.x, or a
  /// body; 405 another method; 431 a head above 8 KiB. After one of these the connection cannot be used
  /// further.
  unsigned refusal() const noexcept { return refusal_; }

  /// What the client wants of the connection; closed after a refusal.
  afterwards connection() const;
  bool wants_head_only() const { return parser_->method() == boost::beast::http::verb::head; }
  /// Whether the connection may be upgraded to `echo` by this request: it is no HTTP any more then.
  bool may_echo() const;
  /// What was received behind the request. A view, good until space() or next().
  boost::asio::const_buffer behind() const { return buffer_.data(); }
  /// A view, good until next().
  std::string_view target() const { return parser_->target(); }

 private:
  bool parse();
  unsigned verdict() const;

  boost::beast::flat_buffer buffer_;
  std::optional<request_parser> parser_;
  unsigned refusal_ = 0;
};

}  // namespace concbench::net
