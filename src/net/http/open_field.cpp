// This list has the fields that are not secret. A list of the secret ones would miss the next name that somebody gives
// to a token.
#include "net/http/open_field.hpp"

#include <algorithm>
#include <array>

#include "net/http/request.hpp"

namespace concbench::net {

bool is_open_field(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 14> open{"Accept",
                                                  "Accept-Charset",
                                                  "Accept-Encoding",
                                                  "Accept-Language",
                                                  "Cache-Control",
                                                  "Content-Type",
                                                  "Content-Encoding",
                                                  "Content-Language",
                                                  "If-Modified-Since",
                                                  "If-None-Match",
                                                  "If-Unmodified-Since",
                                                  "Pragma",
                                                  "Range",
                                                  "User-Agent"};
  return std::ranges::any_of(open, [&](std::string_view each) { return is_same_field(name, each); });
}

}  // namespace concbench::net
