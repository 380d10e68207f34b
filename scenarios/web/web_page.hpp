// A page as a crawler sees it, and the digest of that.
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
  /// Paths with queries of its site that it leads to and that may be fetched, each once, in order.
  std::vector<std::string> links = {};
};

/// A page in 20 bytes: what it is recognised by.
struct page_facts {
  unsigned status = 0;  ///< 0: it could not be fetched or read
  std::uint64_t title = 0;
  std::uint64_t links = 0;

  bool operator==(const page_facts&) const = default;
  digest answer() const noexcept { return mix(mix(title, links), status); }
};

/// XXH3 of the title, and of the links with a line feed behind each.
page_facts facts_of(const web_page& page);

/// What the answer to a request for `where` is to a crawler. A redirect is a page with one link; only a
/// success is read as HTML. Throws http_error for a status of 500 and above, so that the task fails, and for
/// a body with a Content-Encoding; and unreadable_page.
web_page crawled(const net::url& where, const net::http_response& response, const robots_rules& robots);

}  // namespace concbench
