// What an href means.
#include "scenarios/web/hyperlink.hpp"

#include <string>

#include <gtest/gtest.h>

namespace concbench {
namespace {

std::string from(std::string_view reference) {
  const auto url = linked(net::parse_url("http://h/a/b?c=d"), reference);
  return url ? url->text() : "none";
}

TEST(a_link, is_relative_to_its_page) {
  EXPECT_EQ(from("e"), "http://h/a/e");
  EXPECT_EQ(from("./e/"), "http://h/a/e/");
  EXPECT_EQ(from("../e"), "http://h/e");
  EXPECT_EQ(from("../../../e"), "http://h/e");
  EXPECT_EQ(from("/e?f"), "http://h/e?f");
  EXPECT_EQ(from("?f=g"), "http://h/a/b?f=g");
  EXPECT_EQ(from("//other/e"), "http://other/e");
  EXPECT_EQ(from("https://other/e"), "https://other/e");
}

TEST(a_link, without_a_path_or_with_a_fragment_leads_to_its_own_page) {
  EXPECT_EQ(from(""), "http://h/a/b?c=d");
  EXPECT_EQ(from("#top"), "http://h/a/b?c=d");
  EXPECT_EQ(from("b?c=d#here"), "http://h/a/b?c=d");
}

TEST(a_link, is_repaired_as_browsers_do) {
  EXPECT_EQ(from("  e \n"), "http://h/a/e");
  EXPECT_EQ(from("e\n\tf"), "http://h/a/ef");
  EXPECT_EQ(from("e f"), "http://h/a/e%20f");
  EXPECT_EQ(from("\xC3\xA4"), "http://h/a/%C3%A4");
  EXPECT_EQ(from("100%"), "http://h/a/100%25");
  EXPECT_EQ(from("e\\f"), "http://h/a/e/f");
  EXPECT_EQ(from(" \nmailto:a@b"), "none");
  EXPECT_EQ(from("e|f\"{}[]"), "http://h/a/e%7Cf%22%7B%7D%5B%5D");
}

TEST(a_link, has_one_spelling) {
  EXPECT_EQ(from("%65"), "http://h/a/e");
  EXPECT_EQ(from("x/../e"), "http://h/a/e");
  EXPECT_EQ(from("HTTP://H:80/a/e"), "http://h/a/e");
}

TEST(a_link, to_what_is_not_fetched_is_none) {
  for (const auto* other : {"mailto:a@b", "javascript:void(0)", "JavaScript:x", "tel:+1", "data:text/html,x",
                            "ftp://h/e", "http://", "http://user@h/", "http://h:99999/", ":"})
    EXPECT_EQ(from(other), "none") << other;
}

TEST(a_link, keeps_the_user_of_its_page_and_takes_no_other) {
  const auto page = net::parse_url("http://u:p@h/a");
  EXPECT_EQ(linked(page, "/b")->full_text(), "http://u:p@h/b");
  EXPECT_EQ(linked(page, "http://other/b")->full_text(), "http://other/b");
  EXPECT_FALSE(linked(page, "http://v:q@h/b"));
}

TEST(a_link, may_hold_a_colon_behind_its_path) {
  EXPECT_EQ(from("e/f:g"), "http://h/a/e/f:g");
  EXPECT_EQ(from("?f:g"), "http://h/a/b?f:g");
}

}  // namespace
}  // namespace concbench
