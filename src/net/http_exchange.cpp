// The request is written by hand, the response is read by Beast's parser.
#include "net/http_exchange.hpp"

#include <fmt/format.h>

namespace concbench::net {

namespace http = boost::beast::http;
using boost::beast::error_code;

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
  if (name == field::location && !is_header_done()) response_.location = value;
}

void response_parser::on_body_init_impl(const length& announced, error_code&) {
  if (announced) response_.body.reserve(*announced);  // within the limit: the parser has checked
}

std::size_t response_parser::on_body_impl(text part, error_code&) {
  response_.body.append(part);
  return part.size();
}

void http_exchange::begin(const url& where, bool keep_alive, byte_size max_body) {
  start(where, keep_alive ? "" : "Connection: close\r\n", max_body);
}

void http_exchange::begin_upgrade(const url& where, std::string_view protocol) {
  start(where, fmt::format("Connection: Upgrade\r\nUpgrade: {}\r\n", protocol), byte_size{64 * 1024});
}

void http_exchange::start(const url& where, std::string_view connection_fields, byte_size max_body) {
  request_.clear();
  request_.append("GET ").append(where.target).append(" HTTP/1.1\r\nHost: ").append(where.where->host_header);
  request_.append("\r\nUser-Agent: concbench\r\nAccept: */*\r\n").append(connection_fields).append("\r\n");
  buffer_.clear();
  max_body_ = max_body;
  answered_ = false;
  parser_.emplace(max_body_);
}

void http_exchange::received(std::size_t bytes) {
  if (bytes == 0) return closed();
  answered_ = true;
  buffer_.commit(bytes);
  while (buffer_.size() > 0 && !parser_->is_done()) {
    error_code error;
    const auto used = parser_->put(buffer_.data(), error);
    buffer_.consume(used);
    if (error == http::error::need_more) return;
    if (error) fail(error);
    // 100 Continue and 103 Early Hints are not the answer yet; 101 is the last that is said in HTTP.
    const auto status = parser_->response().status;
    if (parser_->is_done() && status / 100 == 1 && status != 101) parser_.emplace(max_body_);
    if (used == 0) return;
  }
}

void http_exchange::closed() {
  error_code error;
  if (parser_->got_some()) parser_->put_eof(error);
  if (error || !parser_->is_done())
    throw connection_lost("the server closed the connection before its answer was complete");
}

http_response http_exchange::take() {
  return std::move(parser_->response());
}

void http_exchange::fail(error_code error) const {
  if (error == http::error::body_limit)
    throw http_error(fmt::format("the body is larger than the limit of {}; raise it with -p max-body",
                                 exact_text(max_body_)));
  throw http_error("the answer is not valid HTTP: " + error.message());
}

}  // namespace concbench::net
