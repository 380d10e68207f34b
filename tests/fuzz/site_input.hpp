// Everything that happens to what a crawler gets from a site.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "scenarios/web/html_page.hpp"
#include "scenarios/web/robots.hpp"
#include "scenarios/web/web_page.hpp"

namespace concbench::testing {

/// Reads `html` as a page. Whether it has links. Throws std::logic_error where a link that was taken is no URL.
inline bool take_page(std::string_view html) {
  const auto where = net::parse_url("http://host/folder/page?query");
  net::http_response response;
  response.status = 200;
  response.body = html;
  try {
    const auto page = crawled(where, response, robots_rules{});
    for (const auto& each : page.links)
      if (net::parse_url(where.where->name + each).target != each)
        throw std::logic_error("a link is spelled in two ways");
    return !page.links.empty();
  } catch (const unreadable_page&) {
    return false;
  }
}

/// Reads `text` as a robots.txt, and holds its own patterns against its rules. Whether it has rules.
inline bool take_robots(std::string_view text) {
  const auto rules = robots_rules::parse(text, "concbench");
  for (const auto& each : rules.rules()) rules.allow(each.pattern);
  return !rules.rules().empty();
}

}  // namespace concbench::testing
