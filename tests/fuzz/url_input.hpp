// Everything that happens to a list of URLs.
#pragma once

#include <stdexcept>
#include <string_view>

#include "cli/url_list.hpp"
#include "core/scenario.hpp"
#include "net/http/url.hpp"

namespace concbench::testing {

/// Reads `text` as a list, and each of its URLs again: whether it was one. Throws std::logic_error where a URL that was
/// read is read as another one the second time.
inline bool take_url_list(std::string_view text) {
  try {
    for (const auto& each : cli::read_url_list(text, "list.txt")) {
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
