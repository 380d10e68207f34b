// The request is written by hand, the response is read by Beast's parser.
#include "net/http_exchange.hpp"

#include <fmt/format.h>

namespace concbench::net {

namespace http = boost::beast::http;
using boost::beast::error_code;

request_timeout::request_timeout(duration limit)
    : http_error(fmt::format("no complete answer within {}; -p request-timeout sets the limit", exact_text(limit))) {}

std::string http_response::status_text() const { return fmt::format("HTTP {} {}", status, reason); }

void http_exchange::begin(const url& where, bool keep_alive, byte_size max_body) {
  request_.clear();
  request_.append("GET ").append(where.target).append(" HTTP/1.1\r\nHost: ").append(where.where->host_header);
  request_.append("\r\nUser-Agent: concbench\r\nAccept: */*\r\n");
  if (!keep_alive) request_.append("Connection: close\r\n");
  request_.append("\r\n");
  buffer_.clear();
  max_body_ = max_body;
  answered_ = false;
  new_parser();
}

void http_exchange::new_parser() {
  parser_.emplace();
  parser_->eager(true);
  parser_->body_limit(max_body_.count);
}

void http_exchange::received(std::size_t bytes) {
  answered_ = true;
  buffer_.commit(bytes);
  while (buffer_.size() > 0 && !parser_->is_done()) {
    error_code error;
    const auto used = parser_->put(buffer_.data(), error);
    buffer_.consume(used);
    if (error == http::error::need_more) return;
    if (error) fail(error);
    // 100 Continue and 103 Early Hints are not the answer yet.
    if (parser_->is_done() && parser_->get().result_int() / 100 == 1) new_parser();
    if (used == 0) return;
  }
}

void http_exchange::closed() {
  error_code error;
  if (parser_->got_some()) parser_->put_eof(error);
  if (error || !parser_->is_done()) throw connection_lost("the server closed the connection before its answer was complete");
}

http_response http_exchange::take() {
  auto& message = parser_->get();
  http_response response;
  response.status = message.result_int();
  response.reason = message.reason().empty() ? std::string(http::obsolete_reason(message.result())) : std::string(message.reason());
  if (const auto at = message.find(http::field::location); at != message.end()) response.location = at->value();
  response.body = std::move(message.body());
  return response;
}

void http_exchange::fail(error_code error) const {
  if (error == http::error::body_limit)
    throw http_error(fmt::format("the body is larger than the limit of {}; raise it with -p max-body", exact_text(max_body_)));
  throw http_error("the answer is not valid HTTP: " + error.message());
}

}  // namespace concbench::net
