// Everything that happens to a list of URLs.
#pragma once

#include <stdexcept>
#include <string_view>
#include <vector>

#include "cli/target_list.hpp"
#include "cli/url_list.hpp"
#include "core/scenario.hpp"
#include "net/http/url.hpp"

namespace concbench::testing {

/// The URLs in a text, which is a list of one of the three kinds.
inline std::vector<net::url> listed_urls(std::string_view text) {
  const bool har = cli::is_har(text);
  if (!har && !cli::is_vegeta_list(text)) return cli::read_url_list(text, "list.txt");
  std::vector<net::url> urls;
  const auto list = har ? cli::read_har(text, "list.txt") : cli::read_vegeta_list(text, "list.txt");
  for (const auto& each : list.targets) urls.push_back(each.where);
  return urls;
}

/// Reads `text` as a list, and each of its URLs again: whether it was one. Throws std::logic_error where a URL that was
/// read is read as another one the second time. Names no file of this machine to the reader of bodies.
inline bool take_url_list(std::string_view text) {
  if (!cli::is_har(text) && text.find('@') != text.npos && cli::is_vegeta_list(text)) return false;
  try {
    for (const auto& each : listed_urls(text)) {
      if (net::parse_url(each.text()).text() != each.text())
        throw std::logic_error("a URL that was read is read as another one");
      const auto spelled = net::normalised(each);
      if (net::normalised(spelled).text() != spelled.text())
        throw std::logic_error("a URL has more than one spelling");
    }
  } catch (const usage_error&) {
    return false;
  }
  return true;
}

}  // namespace concbench::testing
