// Everything that happens to bytes from the other end of an HTTP connection.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "net/http/http_exchange.hpp"
#include "net/server/request_reader.hpp"

namespace concbench::testing {

/// What a client makes of `bytes` that come in pieces of `piece` ≥ 1 bytes before the server closes the connection: the
/// response, or "refused". With `decodes`, encodings are undone.
inline std::string response_from(std::string_view bytes, std::size_t piece, bool decodes) {
  const net::request_content content(
      net::request_parts::plain(),
      std::make_shared<const net::request_rules>(net::request_rules{.decodes = decodes}));
  net::http_exchange exchange;
  exchange.begin(net::parse_url("http://host/"), content, /*keep_alive=*/true, byte_size{1 << 16});
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
  bool is_response = false;
  for (const bool decodes : {false, true}) {
    const auto whole = response_from(bytes, bytes.size() + 1, decodes);
    if (response_from(bytes, 1, decodes) != whole)
      throw std::logic_error("the response depends on how its bytes come");
    is_response = is_response || whole != "refused";
  }
  return is_response;
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
