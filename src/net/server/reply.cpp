// Heads of responses, written by hand: nothing is looked up or allocated on the way.
#include "net/server/reply.hpp"

#include <array>
#include <ctime>

#include <fmt/format.h>
#include <boost/beast/http/status.hpp>
#include <boost/json.hpp>

namespace concbench::net {
namespace {

/// "Tue, 24 Nov 2026 20:54:58 GMT" (RFC 9110, §5.6.7). It is written once a second, because that takes about 130 ns;
/// the rest of the head takes 30.
std::string_view http_date() {
  thread_local std::time_t written = -1;
  thread_local std::array<char, 32> text;
  thread_local std::size_t size = 0;
  if (const auto now = std::time(nullptr); now != written) {
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    written = now;
  }
  return {text.data(), size};
}

void append_number(std::string& out, std::size_t number) {
  const fmt::format_int digits(number);
  out.append(digits.data(), digits.size());
}

}  // namespace

reply error_reply(unsigned status, std::string_view message) {
  return {.status = status, .body = boost::json::serialize(boost::json::object{{"error", message}})};
}

void append_head(std::string& out, const reply& answer, afterwards connection) {
  out.append("HTTP/1.1 ");
  append_number(out, answer.status);
  out.append(" ").append(
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(answer.status)));
  // There is no Server line: it is optional, and it makes a client that parses each line 0.6 % slower.
  out.append("\r\nDate: ").append(http_date());
  // 426 has to say what to upgrade to, 101 to what it was.
  if (answer.status == 101 || answer.status == 426) out.append("\r\nUpgrade: echo\r\nConnection: Upgrade");
  if (answer.status == 101) {
    out.append("\r\n\r\n");
    return;
  }
  out.append("\r\nContent-Type: ").append(answer.type).append("\r\nContent-Length: ");
  append_number(out, answer.content_length());
  if (answer.status == 405) out.append("\r\nAllow: GET, HEAD");
  if (connection == afterwards::keep_and_say_so) out.append("\r\nConnection: keep-alive");
  if (connection == afterwards::close) out.append("\r\nConnection: close");
  out.append("\r\n\r\n");
}

}  // namespace concbench::net
