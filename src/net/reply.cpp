// Heads of responses, written by hand: nothing is looked up or allocated on the way.
#include "net/reply.hpp"

#include <boost/beast/http/status.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace concbench::net {

reply error_reply(unsigned status, std::string_view message) {
  return {.status = status, .body = boost::json::serialize(boost::json::object{{"error", message}})};
}

void append_head(std::string& out, const reply& answer, bool keep_alive, bool http_1_0) {
  const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(answer.status));
  out.append("HTTP/1.1 ");
  const fmt::format_int status(answer.status);
  out.append(status.data(), status.size()).append(" ").append(reason);
  out.append("\r\nServer: concbench\r\nContent-Type: ").append(answer.type).append("\r\nContent-Length: ");
  const fmt::format_int length(answer.content().size());
  out.append(length.data(), length.size());
  if (!keep_alive) out.append("\r\nConnection: close");
  if (keep_alive && http_1_0) out.append("\r\nConnection: keep-alive");
  out.append("\r\n\r\n");
}

}  // namespace concbench::net
