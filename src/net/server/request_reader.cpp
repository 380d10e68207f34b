// Beast's parser over a small buffer.
#include "net/server/request_reader.hpp"

namespace concbench::net {

namespace http = boost::beast::http;

bool request_reader::next() {
  // What a long head has grown is given back, so that 10,000 idle connections do not hold 8 KiB each.
  if (buffer_.size() == 0 && buffer_.capacity() > 1024) buffer_.shrink_to_fit();
  parser_.emplace();
  return parse();
}

bool request_reader::received(std::size_t bytes) {
  buffer_.commit(bytes);
  return parse();
}

afterwards request_reader::connection() const {
  if (refusal_ != 0 || !parser_->keep_alive()) return afterwards::close;
  return parser_->version() == 10 ? afterwards::keep_and_say_so : afterwards::keep;
}

bool request_reader::may_echo() const {
  return parser_->upgrade() && parser_->names_echo() && !wants_head_only();
}

bool request_reader::parse() {
  while (buffer_.size() > 0 && !parser_->is_header_done()) {
    boost::beast::error_code error;
    buffer_.consume(parser_->put(buffer_.data(), error));
    if (error == http::error::need_more) return false;
    if (error) {
      refusal_ = error == http::error::header_limit ? 431 : 400;
      return true;
    }
  }
  if (!parser_->is_header_done()) return false;
  refusal_ = verdict();
  return true;
}

unsigned request_reader::verdict() const {
  const auto method = parser_->method();
  if (method != http::verb::get && method != http::verb::head) return 405;
  return parser_->is_done() ? 0 : 400;  // not done: a body follows
}

}  // namespace concbench::net
