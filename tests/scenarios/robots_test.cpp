// robots.txt, held to RFC 9309 and its examples.
#include "scenarios/web/robots.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

robots_rules rules_of(std::string_view text) {
  return robots_rules::parse(text, "concbench");
}

bool allowed(std::string_view pattern, std::string_view target) {
  return rules_of("User-agent: *\nDisallow: " + std::string(pattern)).allow(target);
}

TEST(robots, without_rules_allow_everything) {
  for (const auto* text :
       {"", "Disallow: /", "<html>not found</html>", "User-agent: *\nDisallow:\n", "User-agent: *"})
    EXPECT_TRUE(rules_of(text).allow("/a")) << text;
}

TEST(robots, forbid_what_begins_with_a_pattern) {
  EXPECT_FALSE(allowed("/private", "/private"));
  EXPECT_FALSE(allowed("/private", "/private/a"));
  EXPECT_FALSE(allowed("/private", "/privateer?x=1"));
  EXPECT_TRUE(allowed("/private", "/a/private"));
  EXPECT_TRUE(allowed("/private", "/Private"));
  EXPECT_FALSE(allowed("/", "/"));
}

TEST(robots, know_stars_and_the_end) {
  EXPECT_FALSE(allowed("/*.gif$", "/a/b.gif"));
  EXPECT_TRUE(allowed("/*.gif$", "/a/b.gif?x"));
  EXPECT_FALSE(allowed("/*.gif$", "/b.gif.gif"));
  EXPECT_FALSE(allowed("/a*c*e", "/abcde"));
  EXPECT_TRUE(allowed("/a*c*e", "/aebdc"));
  EXPECT_FALSE(allowed("*?print=", "/page?print=1"));
  EXPECT_FALSE(allowed("/a$", "/a"));
  EXPECT_TRUE(allowed("/a$", "/ab"));
  EXPECT_FALSE(allowed("/a*$", "/abc"));
  EXPECT_TRUE(allowed("/a$b", "/a"));
}

TEST(robots, match_a_pattern_of_many_stars_in_no_time) {
  std::string pattern;
  for (int i = 0; i < 1'000; ++i) pattern += "/*a";
  EXPECT_TRUE(allowed(pattern + "b", std::string(20'000, 'a')));
}

TEST(robots, let_the_longest_pattern_decide_wherever_it_stands) {
  const auto rules = rules_of("User-agent: *\nAllow: /a/b\nDisallow: /a\nDisallow: /a/b/c\n");
  EXPECT_FALSE(rules.allow("/a"));
  EXPECT_TRUE(rules.allow("/a/b"));
  EXPECT_FALSE(rules.allow("/a/b/c"));
  EXPECT_TRUE(rules_of("User-agent: *\nDisallow: /a\nAllow: /a\n").allow("/a"));
}

TEST(robots, take_the_group_that_names_the_crawler_instead_of_that_for_everyone) {
  const auto* text =
      "User-agent: *\nDisallow: /\n\nUser-agent: Other\nDisallow: /other\n\nuser-AGENT: "
      "ConcBench/1.0\nDisallow: /own\n";
  EXPECT_TRUE(rules_of(text).allow("/"));
  EXPECT_TRUE(rules_of(text).allow("/other"));
  EXPECT_FALSE(rules_of(text).allow("/own"));
  EXPECT_TRUE(rules_of("User-agent: concbenchmark\nDisallow: /\n").allow("/"));
}

TEST(robots, give_a_group_all_of_its_names_and_a_name_all_of_its_groups) {
  EXPECT_FALSE(rules_of("User-agent: other\nUser-agent: concbench\nDisallow: /a\n").allow("/a"));
  EXPECT_FALSE(
      rules_of("User-agent: other\n# a remark\n\nUser-agent: concbench\nDisallow: /a\n").allow("/a"));
  const auto two = rules_of(
      "User-agent: concbench\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: "
      "concbench\nDisallow: /c\n");
  EXPECT_FALSE(two.allow("/a"));
  EXPECT_TRUE(two.allow("/b"));
  EXPECT_FALSE(two.allow("/c"));
}

TEST(robots, read_lines_however_they_are_written) {
  for (const auto* text : {"\xEF\xBB\xBFUser-agent:*\nDisallow:/a", "user-agent : *\r\ndisallow : /a\r\n",
                           "User-agent: *\rDisallow: /a\r",
                           "User-agent: * # all\nSitemap: http://h/x\nDisallow: /a # not this\n",
                           "nonsense\nUser-agent: *\nx: y\nDisallow: /a"})
    EXPECT_FALSE(rules_of(text).allow("/a")) << text;
}

TEST(robots, compare_bytes_as_urls_spell_them) {
  EXPECT_FALSE(allowed("/%7ea/%c3%a4", "/~a/%C3%A4"));
  EXPECT_FALSE(allowed("/\xC3\xA4", "/%C3%A4"));
  EXPECT_FALSE(allowed("/a b", "/a%20b"));
  EXPECT_TRUE(allowed("/a%2Fb", "/a/b"));
  EXPECT_FALSE(allowed("/a%", "/a%25"));
}

TEST(robots, never_forbid_themselves) {
  EXPECT_TRUE(allowed("/", "/robots.txt"));
}

TEST(robots, tell_of_a_delay_that_is_asked_for) {
  EXPECT_TRUE(rules_of("User-agent: *\nCrawl-delay: 10\n").asks_for_delay());
  EXPECT_FALSE(rules_of("User-agent: other\nCrawl-delay: 10\n").asks_for_delay());
}

TEST(robots, are_read_up_to_500_kib) {
  const std::string filler(500 * 1024, '#');
  EXPECT_TRUE(rules_of("User-agent: *\n" + filler + "\nDisallow: /a\n").allow("/a"));
}

}  // namespace
}  // namespace concbench
