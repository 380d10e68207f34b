// Made from a made-up site, from a crawl, or from a fixture.
#include "scenarios/web/site_map.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/json_field.hpp"

namespace concbench {
namespace {

/// What a crawler must see of a page of a made-up site.
web_page right_page(const net::site& site, task_id page) {
  if (net::is_gone(site, page)) return {.status = 404};
  auto numbers = net::page_links(site, page);
  numbers.push_back(page);  // the link to its own top
  web_page right{.status = 200, .title = net::page_title(site, page)};
  for (const auto each : numbers) right.links.push_back(net::page_target(site, each));
  std::ranges::sort(right.links);
  right.links.erase(std::unique(right.links.begin(), right.links.end()), right.links.end());
  return right;
}

/// The difference between a page that was read and the right one.
std::string difference(const page_facts& right, const page_facts& seen) {
  if (right.status == 0) return "could be read, which it could not when the site was first crawled";
  if (right.status != seen.status) return fmt::format("answered {} instead of {}", seen.status, right.status);
  return right.title != seen.title ? "has not the title that it should have"
                                   : "has not the links that it should have";
}

}  // namespace

site_map::site_map(const net::site& made_up) : starts_(1) {
  for (task_id page = 0; page < made_up.pages; ++page)
    add({.target = net::page_target(made_up, page), .right = facts_of(right_page(made_up, page))});
}

site_map::site_map(const std::vector<std::string>& starts, std::uint64_t depth, std::uint64_t most,
                   const fetcher& fetch) {
  for (const auto& each : starts)
    if (!find(each) && size() < most) add({.target = each});
  starts_ = size();
  std::size_t end_of_level = size();
  for (std::size_t at = 0; at < size(); ++at) {
    if (at == end_of_level) {
      --depth;
      end_of_level = size();
    }
    const auto page = fetch(pages_[at].target);
    if (page) pages_[at].right = facts_of(*page);
    pages_[at].leads_on = depth > 0;
    if (!page || depth == 0) continue;
    for (const auto& each : page->links)
      if (!find(each) && size() < most) add({.target = each});
  }
}

fixture site_map::to_fixture() const {
  boost::json::array pages;
  for (const auto& each : pages_)
    pages.push_back(boost::json::array{each.target, each.right.status, each.right.title, each.right.links,
                                       each.leads_on});
  return {{"starts", starts_}, {"pages", std::move(pages)}};
}

site_map::site_map(const fixture& prepared) {
  constexpr auto any = std::numeric_limits<std::uint64_t>::max();
  const json_field read(prepared, "fixture");
  read.at("pages").for_each([&](const json_field& page) {
    add({.target = page.at(0).text(),
         .right = {page.at(1).whole<unsigned>(0, 999), page.at(2).whole<std::uint64_t>(0, any),
                   page.at(3).whole<std::uint64_t>(0, any)},
         .leads_on = page.at(4).truth()});
  });
  starts_ = read.at("starts").whole<std::uint64_t>(0, size());
}

std::optional<task_id> site_map::find(const std::string& target) const {
  const auto found = numbers_.find(target);
  if (found == numbers_.end()) return {};
  return found->second;
}

void site_map::verify(std::span<const task_record> tasks, std::span<const page_facts> seen) const {
  bool all_ended = true;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (tasks[i].outcome == task_outcome::failed) all_ended = false;
    if (tasks[i].outcome == task_outcome::ok && seen[i] != pages_[i].right)
      throw wrong_result(fmt::format("{} {}", pages_[i].target, difference(pages_[i].right, seen[i])));
  }
  const auto missing = std::ranges::find(tasks, task_outcome::pending, &task_record::outcome);
  if (all_ended && missing != tasks.end())
    throw wrong_result(
        fmt::format("{} was not found", pages_[static_cast<std::size_t>(missing - tasks.begin())].target));
}

void site_map::add(known_page page) {
  numbers_.emplace(page.target, static_cast<task_id>(pages_.size()));
  pages_.push_back(std::move(page));
}

}  // namespace concbench
