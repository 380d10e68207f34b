// All pages that a crawl is to find, by number: which they are, and what each is recognised by.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/scenario.hpp"
#include "net/content/made_site.hpp"
#include "scenarios/web/web_page.hpp"

namespace concbench {

struct known_page {
  std::string target;  ///< path and query
  page_facts right = {};
  bool leads_on = true;  ///< its links are followed: it is not as deep as the crawl goes
};

class site_map {
 public:
  site_map() = default;

  /// A site that the server makes up: from how it is made, without any crawl.
  explicit site_map(const net::site& made_up);

  /// Fetches a page; none where that fails.
  using fetcher = std::function<std::optional<web_page>(const std::string& target)>;

  /// A foreign site: from a crawl of one page after another, the nearest to the start first. Of the pages
  /// that are at most `depth` links away from `starts`, the first `most`.
  site_map(const std::vector<std::string>& starts, std::uint64_t depth, std::uint64_t most,
           const fetcher& fetch);

  /// As what `prepare` made, and back. Throws for a fixture that holds none.
  fixture to_fixture() const;
  explicit site_map(const fixture& prepared);

  /// The pages that a crawl begins with are the first ones.
  std::uint64_t starts() const noexcept { return starts_; }
  std::size_t size() const noexcept { return pages_.size(); }
  const known_page& at(task_id page) const { return pages_.at(page); }

  /// The number of the page at a target; none where there is none in the map.
  std::optional<task_id> find(const std::string& target) const;

  /// Throws wrong_result that names the first page that was read and is not the right one, as far as `tasks`
  /// are ok, or the first one that was not found although no task failed. `seen`: by page.
  void verify(std::span<const task_record> tasks, std::span<const page_facts> seen) const;

 private:
  void add(known_page page);

  std::uint64_t starts_ = 0;
  std::vector<known_page> pages_;
  std::unordered_map<std::string, task_id> numbers_;
};

}  // namespace concbench
