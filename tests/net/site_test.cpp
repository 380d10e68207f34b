// The made-up site: what its addresses say, and what its links promise.
#include "net/content/made_site.hpp"

#include <deque>
#include <set>

#include <gmock/gmock.h>

namespace concbench::net {
namespace {

using namespace std::chrono_literals;

site small() {
  return {.seed = 7, .pages = 50, .links = 6, .size = 2'000, .latency = 20ms, .broken = 0.1};
}

std::string name_of(const site& each) {
  const auto folder = each.folder();
  return folder.substr(6, folder.size() - 7);  // within "/site/" and "/"
}

TEST(site, comes_back_from_the_name_of_its_folder) {
  const auto again = site::from_name(name_of(small()));
  EXPECT_EQ(again.folder(), small().folder());
  EXPECT_EQ(again.seed, 7u);
  EXPECT_EQ(again.pages, 50u);
  EXPECT_EQ(again.links, 6u);
  EXPECT_EQ(again.size, 2'000u);
  EXPECT_EQ(again.latency, 20ms);
  EXPECT_EQ(again.broken, 0.1);
}

TEST(site, refuses_numbers_out_of_range) {
  for (const auto* name :
       {"pages=0&links=2", "pages=1000001&links=2", "pages=5&links=1", "pages=5&links=1001",
        "pages=5&links=2&size=65MiB", "pages=5&links=2&broken=0.6", "pages=x&links=2", ""})
    EXPECT_THROW(site::from_name(name), bad_query) << name;
}

TEST(site, has_each_page_at_its_own_target) {
  std::set<std::string> targets;
  const auto folder = small().folder();
  for (std::uint32_t page = 0; page < 50; ++page) {
    const auto target = page_target(small(), page);
    const query asked(target);
    ASSERT_TRUE(asked.path().starts_with(folder)) << target;
    EXPECT_EQ(page_at(small(), asked.path().substr(folder.size()), asked), page) << target;
    targets.insert(target);
  }
  EXPECT_EQ(targets.size(), 50u);
}

TEST(site, has_no_page_elsewhere) {
  for (const auto* path :
       {"p50.html", "p-1.html", "p.html", "px.html", "p1.htm", "1", "list?page=50", "private/p1.html"}) {
    const query asked(path);
    EXPECT_FALSE(page_at(small(), asked.path(), asked)) << path;
  }
}

TEST(site, leads_from_its_start_to_all_of_its_pages) {
  for (const std::uint32_t links : {2, 3, 4, 9}) {
    for (const std::uint32_t pages : {1, 2, 3, 6, 50, 333}) {
      const site each{.seed = 3, .pages = pages, .links = links, .broken = 0.5};
      std::set<std::uint32_t> found{0};
      for (std::deque<std::uint32_t> left{0}; !left.empty(); left.pop_front()) {
        if (is_gone(each, left.front())) continue;
        for (const auto to : page_links(each, left.front()))
          if (found.insert(to).second) left.push_back(to);
      }
      EXPECT_EQ(found.size(), pages) << links << " links, " << pages << " pages";
    }
  }
}

TEST(site, has_loops_and_links_twice_to_the_same_page) {
  bool back = false;
  bool twice = false;
  for (std::uint32_t page = 0; page < 50; ++page) {
    const auto links = page_links(small(), page);
    EXPECT_EQ(links.size(), 6u);
    for (const auto to : links) back |= to < page;
    twice |= std::set(links.begin(), links.end()).size() < links.size();
  }
  EXPECT_TRUE(back);
  EXPECT_TRUE(twice);
}

TEST(site, loses_the_share_of_its_pages_that_it_should) {
  std::uint32_t gone = 0;
  for (std::uint32_t page = 0; page < 50; ++page) gone += is_gone(small(), page) ? 1 : 0;
  EXPECT_EQ(gone, 5u);
  EXPECT_FALSE(is_gone({.pages = 1, .broken = 0.5}, 0));
}

TEST(site, has_titles_of_their_own_by_page_and_by_seed) {
  std::set<std::string> titles;
  for (const std::uint64_t seed : {1, 2})
    for (std::uint32_t page = 0; page < 50; ++page)
      titles.insert(page_title({.seed = seed, .pages = 50}, page));
  EXPECT_EQ(titles.size(), 100u);
}

TEST(site, fills_its_pages_to_their_size) {
  for (const std::uint64_t size : {0, 5'000, 300'000}) {
    auto each = small();
    each.size = size;
    const auto html = page_html(each, 3);
    EXPECT_GE(html.size(), size);
    EXPECT_LT(html.size(), std::max<std::uint64_t>(size, 2'000) + 200);
  }
}

TEST(Site, APageInPiecesIsThePage) {
  for (const std::uint64_t size : {0ULL, 700ULL, 2'000ULL, 65'536ULL, 100'000ULL, 1'300'000ULL}) {
    const site each{.seed = 4, .pages = 10, .links = 40, .size = size};
    page_pieces pieces(each, 3);
    std::string whole;
    std::string piece;
    while (pieces.next(piece)) {
      EXPECT_LE(piece.size(), largest_piece_of_page + 200);
      whole += piece;
    }
    EXPECT_EQ(whole, page_html(each, 3));
    EXPECT_EQ(pieces.size(), whole.size()) << size;
  }
}

}  // namespace
}  // namespace concbench::net
