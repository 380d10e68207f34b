// Titles and links, out of good HTML and out of any bytes.
#include "scenarios/web/html_page.hpp"

#include <thread>

#include <gmock/gmock.h>

namespace concbench {
namespace {

using namespace std::string_view_literals;

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class html : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!no_html().empty()) GTEST_SKIP() << no_html();
  }

  static std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  }
};

TEST_F(html, has_a_title_as_a_reader_sees_it) {
  EXPECT_EQ(read_html("<title>Plain</title>").title, "Plain");
  EXPECT_EQ(read_html("<title>\n  two\t lines &amp; more &#8212; &euro;\n</title>").title,
            "two lines & more \u2014 \u20AC");
  EXPECT_EQ(read_html("<title><b>no tags</b></title>").title, "<b>no tags</b>");
  EXPECT_EQ(read_html("<title>first</title><title>second</title>").title, "first");
  EXPECT_EQ(read_html("<svg><title>picture</title></svg>").title, "");
  EXPECT_EQ(read_html("<p>none").title, "");
}

TEST_F(html, has_the_links_of_anchors_and_areas_in_their_order) {
  EXPECT_THAT(
      read_html(
          "<a href=1>x</a><map><area href='2'></map><A HREF=\"3&amp;4\">y</A><a name=n>z</a><a href>e</a>")
          .links,
      ElementsAre("1", "2", "3&4", ""));
}

TEST_F(html, has_no_links_in_comments_scripts_templates_or_other_elements) {
  EXPECT_THAT(read_html("<!-- <a href=1> --><script>'<a href=2>'</script><template><a href=3></template>"
                        "<link href=4><style><a href=5></style><textarea><a href=6></textarea>")
                  .links,
              IsEmpty());
}

TEST_F(html, has_the_first_base_that_has_an_address) {
  EXPECT_EQ(read_html("<base target=_top><base href='/x/'><base href='/y/'>").base, "/x/");
}

TEST_F(html, is_read_however_broken_it_is) {
  EXPECT_THAT(read_html("<a href=1<b><i>x</b></i><table><a href='2'><tr></p></td><a href=3").links,
              ElementsAre("1<b", "2"));
  EXPECT_EQ(read_html("<title>never closed").title, "never closed");
  EXPECT_EQ(read_html("<title>nul \0 and \xFF</title>"sv).title, "nul \uFFFD and \uFFFD");
  EXPECT_THAT(read_html("").links, IsEmpty());
  EXPECT_THAT(read_html(repeated("\xFF<!\x80</", 1'000)).links, IsEmpty());
}

TEST_F(html, may_be_as_deep_as_it_is_allowed_on_a_small_stack) {
  const auto page = repeated("<div>", static_cast<int>(deepest_nesting) - 1) + "<a href=deep>";
  EXPECT_THAT(read_html(page).links, ElementsAre("deep"));
  EXPECT_THROW(read_html(page + "<div>"), unreadable_page);
}

TEST_F(html, whose_depth_its_names_do_not_tell_is_read_without_recursion) {
  // Within SVG these nest, which they do nowhere else.
  const auto page = "<svg>" + repeated("<input>", 500'000) + "<a href=in-svg>";
  EXPECT_THAT(read_html(page).links, IsEmpty());
}

TEST_F(html, that_takes_far_more_memory_than_its_size_is_not_read) {
  // Each paragraph opens all the elements again that the one before has left open.
  std::string page = "<p>";
  for (int i = 0; i < 3'000; ++i) page += "<font size=" + std::to_string(i) + ">";
  page += repeated("<p>x", 3'000);
  try {
    read_html(page);
    FAIL() << "read";
  } catch (const unreadable_page& e) {
    EXPECT_THAT(e.what(), ::testing::HasSubstr("takes more than"));
  }
}

TEST_F(html, may_begin_with_a_byte_order_mark) {
  EXPECT_EQ(read_html("\xEF\xBB\xBF<title>x</title>").title, "x");
}

TEST(nesting, counts_tags_that_are_open_at_once) {
  EXPECT_EQ(nesting_of("<div><p><b>x</b><i>y</i></div><div></div>"), 2u);
  EXPECT_EQ(nesting_of("</div></div><div>"), 1u);
  EXPECT_EQ(nesting_of("text only"), 0u);
}

TEST(nesting, does_not_count_what_html_ends_by_itself) {
  EXPECT_EQ(nesting_of("<ul><li>1<li>2<li>3<br><img src=x><p>4<p>5"), 1u);
}

TEST(nesting, does_not_count_what_is_no_tag) {
  EXPECT_EQ(
      nesting_of("<!-- <b><b> --><script>if (a<b) '<i>'</SCRIPT><style><b><b></style>1 < 2 <3 <!DOCTYPE x>"),
      1u);
  EXPECT_EQ(nesting_of("<!-- <b>"), 0u);
}

}  // namespace
}  // namespace concbench
