// The request is written by hand, the response is read by Beast's parser.
#include "net/http/http_exchange.hpp"

#include <utility>

#include <fmt/format.h>
#include <boost/beast/http/status.hpp>

#include "net/http/repaired_head.hpp"

namespace concbench::net {

namespace http = boost::beast::http;
using boost::beast::error_code;

namespace {

std::string_view text_in(const boost::beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

/// Whether the bytes are the beginning of a SETTINGS frame (RFC 9113, 6.5): a length below 64 KiB, and the frame's
/// type. With it a server begins that takes every client for one of HTTP/2.
bool begins_as_http2(std::string_view text) {
  constexpr char settings = 4;
  return text.size() >= 4 && text[0] == '\0' && text[3] == settings;
}

/// Beast of Boost 1.92 reads only a limited number of bytes of the line before a chunk, and calls a longer line
/// malformed.
bool begins_with_a_long_line(std::string_view text) {
  constexpr std::size_t long_line = 4096;
  return text.size() >= long_line && text.substr(0, long_line).find('\n') == std::string_view::npos;
}

}  // namespace

request_timeout::request_timeout(duration limit)
    : http_error(fmt::format("no complete answer within {}; -p request-timeout sets the limit",
                             exact_text(limit))) {}

std::string http_response::status_text() const {
  return fmt::format("HTTP {} {}", status, reason);
}

void response_parser::on_response_impl(int status, text reason, int, error_code&) {
  response_.status = static_cast<unsigned>(status);
  response_.reason = reason.empty() ? text(http::obsolete_reason(static_cast<http::status>(status))) : reason;
}

void response_parser::on_field_impl(field name, text, text value, error_code&) {
  if (is_header_done()) return;
  if (name == field::location) response_.location = value;
  if (name == field::content_encoding && !boost::beast::iequals(value, "identity"))
    response_.encoding = value;
}

void response_parser::on_body_init_impl(const length& announced, error_code&) {
  if (announced) response_.body.reserve(*announced);  // within the limit: the parser has checked
}

std::size_t response_parser::on_body_impl(text part, error_code& error) {
  if (decodes_ && !response_.encoding.empty() && is_decodable(response_.encoding)) {
    decode(part, error);
  } else {
    response_.body.append(part);
  }
  return part.size();
}

void response_parser::decode(text part, error_code& error) {
  if (!decoder_) decoder_ = std::make_unique<content_decoder>(response_.encoding);
  if (!decoder_->decode(part, response_.body, max_body_.count)) error = http::error::body_limit;
}

void response_parser::on_finish_impl(error_code&) {
  if (decoder_) decoder_->require_end();
  if (decodes_ && is_decodable(response_.encoding)) response_.encoding.clear();
}

void http_exchange::begin(const net::request& request, const request_content& content, bool keep_alive,
                          byte_size max_body) {
  start(request, content, keep_alive ? "" : "Connection: close\r\n", max_body);
}

void http_exchange::begin_upgrade(const url& where, std::string_view protocol) {
  start(where, *request_content::plain(), fmt::format("Connection: Upgrade\r\nUpgrade: {}\r\n", protocol),
        byte_size{64 * 1024});
}

void http_exchange::start(const net::request& request, const request_content& content,
                          std::string_view connection_fields, byte_size max_body) {
  constexpr std::size_t small = 16 * 1024;
  request_.clear();
  content.append_head(request_, request, connection_fields);
  large_body_ = content.body_of(request);
  if (large_body_.size() <= small) request_.append(std::exchange(large_body_, {}));
  repeatable_ = is_repeatable(content.method_of(request));
  has_only_a_head_ = content.method_of(request) == "HEAD";
  const auto& rules = content.rules();
  decodes_ = rules.decodes;
  expected_ = rules.expected.empty() ? nullptr : &rules.expected;
  peer_ = "server";
  reset(max_body);
}

void http_exchange::begin_tunnel(const origin& where) {
  const bool is_ipv6 = where.host.find(':') != std::string::npos;
  const auto target =
      fmt::format("{}{}{}:{}", is_ipv6 ? "[" : "", where.host, is_ipv6 ? "]" : "", where.port);
  request_ = fmt::format("CONNECT {0} HTTP/1.1\r\nHost: {0}", target);
  append_proxy_authorization(request_, where);
  request_.append("\r\nUser-Agent: concbench\r\n\r\n");
  large_body_ = {};
  repeatable_ = false;
  has_only_a_head_ = true;
  decodes_ = false;
  expected_ = nullptr;
  peer_ = "proxy";
  reset(byte_size{0});
}

void http_exchange::require_tunnel(const origin& where) {
  const auto answer = take();
  const auto& proxy = first_hop(where).name;
  if (!answer.ok())
    throw http_error(
        fmt::format("the proxy {} makes no tunnel to {}: {}", proxy, where.name, answer.status_text()));
  if (buffer_.size() > 0)
    throw http_error(fmt::format("the proxy {} sent more than its answer to a CONNECT", proxy));
}

/// Forgets the exchange before.
void http_exchange::reset(byte_size max_body) {
  buffer_.clear();
  max_body_ = max_body;
  received_ = 0;
  parsed_ = 0;
  interim_answers_ = 0;
  needs_repair_ = false;
  answered_ = false;
  renew_parser();
}

void http_exchange::renew_parser() {
  parser_.emplace(max_body_, decodes_);
  parser_->skip(has_only_a_head_);
}

void http_exchange::received(std::size_t bytes) {
  if (bytes == 0) return closed();
  answered_ = true;
  buffer_.commit(bytes);
  received_ += bytes;
  while (buffer_.size() > 0 && !parser_->is_done()) {
    const auto error = parse();
    if (error == http::error::need_more) break;
    if (error) fail(error);
    // 100 Continue and 103 Early Hints are not the answer yet; 101 is the last answer in HTTP.
    const auto status = parser_->response().status;
    if (parser_->is_done() && status / 100 == 1 && status != 101) pass_over_interim_answer();
  }
  if (!parser_->is_done()) require_little_framing();
}

/// Passes the bytes to the parser that it has not seen yet. A head that the parser refuses, or that has ended without
/// the parser noticing, is repaired.
error_code http_exchange::parse() {
  if (needs_repair_) return parse_repaired_head();
  error_code error;
  parsed_ += parser_->put(buffer_.data() + parsed_, error);
  if (parser_->is_header_done()) {
    buffer_.consume(std::exchange(parsed_, 0));
    return error;
  }
  const auto received = text_in(buffer_);
  const bool waits = error == http::error::need_more;
  if (error == http::error::header_limit || (waits && !head_size(received))) return error;
  if (begins_as_http2(received))
    throw http_error("the server answers in HTTP/2, which concbench does not speak: it needs HTTP/1.1");
  if (!has_status_line(received)) return waits ? http::error::bad_version : error;
  needs_repair_ = true;
  return parse_repaired_head();
}

/// Parses the head again from its beginning, with a new parser, once all of it is there.
error_code http_exchange::parse_repaired_head() {
  const auto received = text_in(buffer_);
  const auto size = head_size(received);
  if (!size) return http::error::need_more;
  const auto head = repaired_head(received.substr(0, *size));
  buffer_.consume(*size);
  parsed_ = 0;
  needs_repair_ = false;
  renew_parser();
  error_code error;
  parser_->put(boost::asio::buffer(head), error);
  return error == http::error::need_more ? http::error::partial_message : error;
}

void http_exchange::pass_over_interim_answer() {
  constexpr int most = 100;
  if (++interim_answers_ > most)
    throw http_error(fmt::format("more than {} interim answers (HTTP 1xx) came before the answer", most));
  renew_parser();
}

/// Limits what is kept or read of an answer besides its body. A chunk of 1 byte has 5 bytes around it.
void http_exchange::require_little_framing() const {
  const auto body = parser_->response().body.size();
  if (received_ <= most_framing.count + 17 * body) return;
  fail(http::error::header_limit);
}

void http_exchange::closed() {
  error_code error;
  if (parser_->got_some()) parser_->put_eof(error);
  if (error || !parser_->is_done())
    throw connection_lost(fmt::format("the {} closed the connection before its answer was complete", peer_));
}

http_response http_exchange::take() {
  auto& response = parser_->response();
  if (expected_ != nullptr) response.is_expected = expected_->has(response.status);
  return std::move(response);
}

void http_exchange::fail(error_code error) const {
  if (error == http::error::body_limit)
    throw http_error(fmt::format("the body is larger than the limit of {}; raise it with -p max-body",
                                 exact_text(max_body_)));
  if (error == http::error::header_limit)  // Beast of Boost 1.88 says so of trailers too
    throw http_error(
        fmt::format("{} is larger than the limit of {}",
                    parser_->is_header_done()
                        ? "what is around the body of the answer (its head, sizes of chunks, trailers)"
                        : "the head of the answer",
                    exact_text(most_framing)));
  if (error == http::error::bad_chunk_extension && begins_with_a_long_line(text_in(buffer_)))
    throw http_error(fmt::format(
        "what is around the body of the answer (its head, sizes of chunks, trailers) has a line that is "
        "longer than Boost.Beast reads; all of it may have {}",
        exact_text(most_framing)));
  throw http_error("the answer is not valid HTTP: " + error.message());
}

}  // namespace concbench::net
