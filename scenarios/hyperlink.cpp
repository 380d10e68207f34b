// Mending as the WHATWG's URL standard asks for, then RFC 3986.
#include "hyperlink.hpp"

#include <cctype>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

namespace concbench {
namespace {

bool is_digit_16(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

/// Without the white space that browsers drop, and with codes for what a URL cannot hold.
std::string mended(std::string_view reference) {
  constexpr std::string_view white = " \t\n\r\f";
  constexpr std::string_view never_plain = "\"<>\\^`{|}[] ";
  const auto first = reference.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  reference = reference.substr(first, reference.find_last_not_of(white) + 1 - first);
  std::string result;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const char c = reference[i];
    if (c == '\t' || c == '\n' || c == '\r') continue;
    const bool is_code = c == '%' && i + 2 < reference.size() && is_digit_16(reference[i + 1]) &&
                         is_digit_16(reference[i + 2]);
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte >= 0x7f || (c == '%' && !is_code) ||
        never_plain.find(c) != std::string_view::npos) {
      result += fmt::format("%{:02X}", byte);
    } else {
      result += c;
    }
  }
  return result;
}

/// Whether it names a scheme, and one that is not fetched ("mailto:…"). Looked at before, since an exception
/// for each such link would be most of what a page costs.
bool has_other_scheme(std::string_view reference) {
  const auto end = reference.find_first_of(":/?#");
  if (end == std::string_view::npos || reference[end] != ':') return false;
  std::string scheme(reference.substr(0, end));
  for (char& c : scheme) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return scheme != "http" && scheme != "https";
}

}  // namespace

std::optional<net::url> linked(const net::url& base, std::string_view reference) try {
  const auto text = mended(reference);
  if (has_other_scheme(text)) return {};
  return net::normalised(net::resolve(base, text));
} catch (const std::invalid_argument&) {
  return {};
}

}  // namespace concbench
