// Everything that happens to bytes from the other end of an HTTP connection.
#pragma once

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "net/http/http_exchange.hpp"
#include "net/server/request_reader.hpp"

namespace concbench::testing {

/// What a client makes of `bytes` that come in pieces of `piece` ≥ 1 bytes before the server closes the connection: the
/// response, or "refused".
inline std::string response_from(std::string_view bytes, std::size_t piece) {
  net::http_exchange exchange;
  exchange.begin(net::parse_url("http://host/"), *net::request_content::plain(), /*keep_alive=*/true,
                 byte_size{1 << 16});
  try {
    while (!exchange.done()) {
      const auto space = exchange.space();
      const auto size = std::min({piece, bytes.size(), space.size()});
      std::memcpy(space.data(), bytes.data(), size);
      bytes.remove_prefix(size);
      exchange.received(size);
    }
  } catch (const net::http_error&) {
    return "refused";
  }
  const auto response = exchange.take();
  return fmt::format("{} {} {} {} {}", response.status, response.reason, response.location, response.encoding,
                     response.body);
}

/// Throws std::logic_error where the response depends on how its bytes were cut.
inline bool take_http_answer(std::string_view bytes) {
  const auto whole = response_from(bytes, bytes.size() + 1);
  if (response_from(bytes, 1) != whole) throw std::logic_error("the response depends on how its bytes come");
  return whole != "refused";
}

/// The targets of the requests in `bytes` that come in pieces, a line each, up to the first that the server refuses.
inline std::string requests_from(std::string_view bytes, std::size_t piece) {
  net::request_reader reader;
  std::string seen;
  for (;;) {
    bool whole = reader.next();
    while (!whole) {
      if (bytes.empty()) return seen;
      const auto space = reader.space();
      const auto size = std::min({piece, bytes.size(), space.size()});
      std::memcpy(space.data(), bytes.data(), size);
      bytes.remove_prefix(size);
      whole = reader.received(size);
    }
    if (reader.refusal() != 0) return seen;
    seen += fmt::format("{}\n", reader.target());
  }
}

/// Throws std::logic_error where the requests depend on how their bytes were cut.
inline bool take_http_request(std::string_view bytes) {
  const auto whole = requests_from(bytes, bytes.size() + 1);
  if (requests_from(bytes, 1) != whole) throw std::logic_error("the requests depend on how their bytes come");
  return !whole.empty();
}

}  // namespace concbench::testing
