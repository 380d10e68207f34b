// The pages that a crawl must find, by their numbers: which pages they are, and how each is recognised.
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
  bool leads_on = true;  ///< its links are followed, because it is not at the greatest depth of the crawl
};

class site_map {
 public:
  site_map() = default;

  /// The map of a site that the server makes up. It follows from the description of the site, without a crawl.
  explicit site_map(const net::site& made_up);

  /// Fetches a page; empty when that fails.
  using fetcher = std::function<std::optional<web_page>(const std::string& target)>;

  /// The map of a foreign site, made by a crawl of one page after another, the nearest to the start first. It has the
  /// first `most` of the pages that are at most `depth` links away from `starts`.
  site_map(const std::vector<std::string>& starts, std::uint64_t depth, std::uint64_t most,
           const fetcher& fetch);

  /// Converts the map to what `prepare` returns, and back. Throws for a fixture without a map.
  fixture to_fixture() const;
  explicit site_map(const fixture& prepared);

  /// How many pages the crawl begins with. They are the first ones.
  std::uint64_t starts() const noexcept { return starts_; }
  std::size_t size() const noexcept { return pages_.size(); }
  const known_page& at(task_id page) const { return pages_.at(page); }

  /// The number of the page at a target; empty when the map has no such page.
  std::optional<task_id> find(const std::string& target) const;

  /// Throws wrong_result, which names the first page that a task read wrongly, if the task is ok, or the first page
  /// that was not found although no task failed. `seen` has an entry for each page.
  void verify(std::span<const task_record> tasks, std::span<const page_facts> seen) const;

 private:
  void add(known_page page);

  std::uint64_t starts_ = 0;
  std::vector<known_page> pages_;
  std::unordered_map<std::string, task_id> numbers_;
};

}  // namespace concbench
