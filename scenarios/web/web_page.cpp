// From a response to a page.
#include "scenarios/web/web_page.hpp"

#include <algorithm>

#include <xxhash.h>

#include "scenarios/http/foreign_answer.hpp"
#include "scenarios/web/html_page.hpp"
#include "scenarios/web/hyperlink.hpp"

namespace concbench {
namespace {

std::uint64_t hash_of(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

}  // namespace

page_facts facts_of(const web_page& page) {
  std::string all;
  for (const auto& each : page.links) all.append(each).append("\n");
  return {page.status, hash_of(page.title), hash_of(all)};
}

web_page crawled(const net::url& where, const net::http_response& response, const robots_rules& robots) {
  if (response.status >= 500) throw net::http_error(response.status_text());
  web_page page{.status = response.status};
  const auto add = [&](const net::url& base, std::string_view reference) {
    auto link = linked(base, reference);
    if (link && link->where->name == where.where->name && robots.allow(link->target))
      page.links.push_back(std::move(link->target));
  };
  if (response.redirects()) add(where, response.location);
  if (response.ok()) {
    require_plain(response);
    auto html = read_html(response.body);
    const auto base = html.base.empty() ? where : linked(where, html.base).value_or(where);
    for (const auto& each : html.links) add(base, each);
    page.title = std::move(html.title);
  }
  std::ranges::sort(page.links);
  page.links.erase(std::unique(page.links.begin(), page.links.end()), page.links.end());
  return page;
}

}  // namespace concbench
