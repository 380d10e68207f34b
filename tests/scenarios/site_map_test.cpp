// Pages as a crawler sees them, and the map of a site: from a crawl, from a fixture, from how the site is
// made.
#include "scenarios/web/site_map.hpp"

#include <map>

#include <gmock/gmock.h>

#include "scenarios/web/html_page.hpp"

namespace concbench {
namespace {

using ::testing::ElementsAre;

web_page page_with(std::vector<std::string> links) {
  return {.status = 200, .title = "t", .links = std::move(links)};
}

/// "/" leads to "/a", "/b" and back to itself; "/a" to "/c", "/c" to "/d", which cannot be fetched.
struct little_site {
  std::map<std::string, web_page> pages{{"/", page_with({"/", "/a", "/b"})},
                                        {"/a", page_with({"/", "/c"})},
                                        {"/b", {.status = 404}},
                                        {"/c", page_with({"/a", "/d"})}};
  std::vector<std::string> asked;

  site_map crawl(std::uint64_t depth, std::uint64_t most) {
    return {{"/"}, depth, most, [this](const std::string& target) -> std::optional<web_page> {
              asked.push_back(target);
              const auto found = pages.find(target);
              if (found == pages.end()) return {};
              return found->second;
            }};
  }
};

TEST(site_map, comes_from_a_crawl_that_visits_each_page_once_the_nearest_first) {
  little_site site;
  const auto map = site.crawl(9, 100);
  EXPECT_THAT(site.asked, ElementsAre("/", "/a", "/b", "/c", "/d"));
  EXPECT_EQ(map.size(), 5u);
  EXPECT_EQ(map.starts(), 1u);
  EXPECT_EQ(map.find("/c"), 3u);
  EXPECT_FALSE(map.find("/e"));
  EXPECT_EQ(map.at(2).right.status, 404u);
  EXPECT_EQ(map.at(4).right.status, 0u);
}

TEST(site_map, ends_at_its_depth) {
  little_site site;
  const auto map = site.crawl(1, 100);
  EXPECT_THAT(site.asked, ElementsAre("/", "/a", "/b"));
  EXPECT_TRUE(map.at(0).leads_on);
  EXPECT_FALSE(map.at(1).leads_on);
  EXPECT_EQ(site.crawl(0, 100).size(), 1u);
  EXPECT_EQ(site.crawl(2, 100).size(), 4u);
}

TEST(site_map, ends_at_its_number_of_pages) {
  little_site site;
  EXPECT_EQ(site.crawl(9, 2).size(), 2u);
  EXPECT_THAT(site.asked, ElementsAre("/", "/a"));
}

TEST(site_map, comes_back_from_a_fixture) {
  little_site site;
  const auto map = site.crawl(2, 100);
  const site_map again(map.to_fixture());
  EXPECT_EQ(again.starts(), 1u);
  ASSERT_EQ(again.size(), map.size());
  for (task_id page = 0; page < map.size(); ++page) {
    EXPECT_EQ(again.at(page).target, map.at(page).target);
    EXPECT_EQ(again.at(page).right, map.at(page).right);
    EXPECT_EQ(again.at(page).leads_on, map.at(page).leads_on);
  }
}

class judged_map : public ::testing::Test {
 protected:
  void SetUp() override {
    for (task_id page = 0; page < 4; ++page) seen_.push_back(map_.at(page).right);
  }

  std::string verdict() const {
    try {
      map_.verify(tasks_, seen_);
    } catch (const wrong_result& e) {
      return e.what();
    }
    return "right";
  }

  site_map map_ = little_site().crawl(2, 100);
  std::vector<task_record> tasks_{4, {.outcome = task_outcome::ok}};
  std::vector<page_facts> seen_;
};

TEST_F(judged_map, is_satisfied_with_the_right_pages) {
  EXPECT_EQ(verdict(), "right");
}

TEST_F(judged_map, names_a_page_with_another_title_other_links_or_another_status) {
  const auto right = seen_[1];
  seen_[1].title ^= 1;
  EXPECT_EQ(verdict(), "/a has not the title that it should have");
  seen_[1] = right;
  seen_[1].links ^= 1;
  EXPECT_EQ(verdict(), "/a has not the links that it should have");
  seen_[1] = right;
  seen_[1].status = 404;
  EXPECT_EQ(verdict(), "/a answered 404 instead of 200");
}

TEST_F(judged_map, names_a_page_that_was_not_found_though_nothing_failed) {
  tasks_[3].outcome = task_outcome::pending;
  EXPECT_EQ(verdict(), "/c was not found");
  tasks_[1].outcome = task_outcome::failed;  // it would have led there
  EXPECT_EQ(verdict(), "right");
}

net::http_response response_with(unsigned status, std::string body, std::string location = "") {
  return {.status = status,
          .reason = "Reason",
          .location = std::move(location),
          .encoding = "",
          .body = std::move(body)};
}

web_page seen_at(const net::http_response& response) {
  return crawled(net::parse_url("http://h/a/b"), response,
                 robots_rules::parse("User-agent: *\nDisallow: /private", "concbench"));
}

class crawled_page : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!no_html().empty()) GTEST_SKIP() << no_html();
  }
};

TEST_F(crawled_page, has_the_links_of_its_own_site_that_robots_allow_each_once_in_order) {
  const auto page =
      seen_at(response_with(200,
                            "<title>T</title><a href=z></a><a href=c></a><a href='#x'></a><a "
                            "href='./c#y'></a><a href='/private/1'></a>"
                            "<a href='http://other/'></a><a href='https://h/'></a><a href='//h/d'></a>"));
  EXPECT_EQ(page.title, "T");
  EXPECT_THAT(page.links, ElementsAre("/a/b", "/a/c", "/a/z", "/d"));
}

TEST_F(crawled_page, takes_its_links_from_its_base) {
  EXPECT_THAT(seen_at(response_with(200, "<base href='/x/'><a href=c>")).links, ElementsAre("/x/c"));
  EXPECT_THAT(seen_at(response_with(200, "<base href='mailto:x'><a href=c>")).links, ElementsAre("/a/c"));
}

TEST_F(crawled_page, that_is_gone_is_a_page_without_links) {
  const auto page = seen_at(response_with(404, "<title>Gone</title><a href=c>"));
  EXPECT_EQ(page.status, 404u);
  EXPECT_EQ(page.title, "");
  EXPECT_TRUE(page.links.empty());
}

TEST_F(crawled_page, that_redirects_has_one_link) {
  EXPECT_THAT(seen_at(response_with(301, "<a href=d>", "c")).links, ElementsAre("/a/c"));
  EXPECT_TRUE(seen_at(response_with(301, "", "http://other/")).links.empty());
  EXPECT_TRUE(seen_at(response_with(301, "", "/private/x")).links.empty());
}

TEST_F(crawled_page, that_the_server_failed_to_give_is_an_error) {
  EXPECT_THROW(seen_at(response_with(500, "")), net::http_error);
}

TEST_F(crawled_page, of_a_made_up_site_is_what_its_map_says) {
  const net::site site{.seed = 5, .pages = 60, .links = 9, .size = 3'000, .broken = 0.2};
  const site_map map(site);
  const auto robots = robots_rules::parse(net::site_robots, "concbench");
  for (std::uint32_t page = 0; page < 60; ++page) {
    const auto where = net::parse_url("http://127.0.0.1:81" + net::page_target(site, page));
    const auto response =
        net::is_gone(site, page) ? response_with(404, "") : response_with(200, page_html(site, page));
    const auto seen = crawled(where, response, robots);
    EXPECT_EQ(facts_of(seen), map.at(page).right) << page;
    for (const auto& each : seen.links) EXPECT_TRUE(map.find(each)) << each;
  }
}

TEST(page_facts, differ_with_each_of_their_parts) {
  const auto page = page_with({"/a", "/b"});
  auto other = page;
  other.links = {"/a/b"};
  EXPECT_NE(facts_of(page).answer(), facts_of(other).answer());
  other = page;
  other.title = "u";
  EXPECT_NE(facts_of(page).answer(), facts_of(other).answer());
  other = page;
  other.status = 203;
  EXPECT_NE(facts_of(page).answer(), facts_of(other).answer());
}

}  // namespace
}  // namespace concbench
