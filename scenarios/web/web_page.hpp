// A page as a crawler sees it, and its digest.
#pragma once

#include <string>
#include <vector>

#include "core/task.hpp"
#include "net/http/http_exchange.hpp"
#include "scenarios/web/robots.hpp"

namespace concbench {

struct web_page {
  unsigned status = 0;
  std::string title = {};
  /// Paths with queries that it links to on its site and that may be fetched, each once, in order.
  std::vector<std::string> links = {};
};

/// What a page is recognised by, in 20 bytes.
struct page_facts {
  unsigned status = 0;  ///< 0: it could not be fetched or read
  std::uint64_t title = 0;
  std::uint64_t links = 0;

  bool operator==(const page_facts&) const = default;
  digest answer() const noexcept { return mix(mix(title, links), status); }
};

/// The XXH3 of the title, and of the links with a line feed after each.
page_facts facts_of(const web_page& page);

/// What a crawler gets from the response to a request for `where`. A redirect is a page with one link. Only a success
/// is read as HTML. Throws http_error for a status of 500 and above, so that the task fails, and for a body with a
/// Content-Encoding. Throws unreadable_page.
web_page crawled(const net::url& where, const net::http_response& response, const robots_rules& robots);

}  // namespace concbench
