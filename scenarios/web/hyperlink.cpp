// First finds out which references are no links to pages; net::resolve reads the others.
#include "scenarios/web/hyperlink.hpp"

#include <cctype>
#include <stdexcept>
#include <string>

namespace concbench {
namespace {

/// Whether it has a scheme that is not fetched ("mailto:…"). This is checked first, because an exception for each such
/// link would be most of the cost of a page.
bool has_other_scheme(std::string_view reference) {
  const auto start = reference.find_first_not_of(" \t\n\r\f");
  if (start == std::string_view::npos) return false;
  reference.remove_prefix(start);
  const auto end = reference.find_first_of(":/?#");
  if (end == std::string_view::npos || reference[end] != ':') return false;
  std::string scheme(reference.substr(0, end));
  for (char& c : scheme) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return scheme != "http" && scheme != "https";
}

}  // namespace

std::optional<net::url> linked(const net::url& base, std::string_view reference) try {
  if (has_other_scheme(reference)) return {};
  const auto link = net::resolve(base, reference);
  if (link.where != base.where && !link.where->user_info.empty()) return {};  // a page of somebody else's
  return net::normalised(link);
} catch (const std::invalid_argument&) {
  return {};
}

}  // namespace concbench
