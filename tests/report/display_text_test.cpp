// Text in columns.
#include "report/terminal/display_text.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

using lines = std::vector<std::string>;
const text_style in_20{.width = 20};
const text_style ascii_in_20{.width = 20, .unicode = false};

TEST(display_width, counts_columns_not_bytes) {
  EXPECT_EQ(display_width("µs … ×"), 6);
  EXPECT_EQ(display_width("日本"), 4);
  EXPECT_EQ(display_width("😀"), 2);
  EXPECT_EQ(display_width("e\u0301"), 1);
}

TEST(display_width, ignores_colours) {
  EXPECT_EQ(display_width(paint("red", ink::bad, {.colour = true})), 3);
}

TEST(shown, replaces_what_ascii_lacks) {
  EXPECT_EQ(shown("Übersicht e\u0301 \x1b[1mx", ascii_in_20), "?bersicht e x");
  EXPECT_EQ(shown("Übersicht", in_20), "Übersicht");
}

TEST(cut, leaves_what_fits_and_marks_what_it_took) {
  EXPECT_EQ(cut("1234567890", 10, in_20), "1234567890");
  EXPECT_EQ(cut("12345678901", 10, in_20), "123456789…");
  EXPECT_EQ(cut("12345678901", 10, ascii_in_20), "1234567...");
  EXPECT_EQ(cut("日本日本", 6, in_20), "日本…");
}

TEST(pad, fills_up_to_a_width_and_no_further) {
  EXPECT_EQ(pad_right("µs", 4), "µs  ");
  EXPECT_EQ(pad_left("µs", 4), "  µs");
  EXPECT_EQ(pad_left("longer", 4), "longer");
}

TEST(wrap, breaks_at_spaces_and_indents_what_follows) {
  EXPECT_EQ(wrap("one two three four five six", 2, in_20), (lines{"one two three four", "  five six"}));
}

TEST(wrap, fills_a_line_to_its_last_column) {
  EXPECT_EQ(wrap("123456789 1234567890", 0, in_20).size(), 1u);
}

TEST(wrap, cuts_a_word_that_is_too_long) {
  EXPECT_EQ(wrap("a " + std::string(30, 'x'), 2, in_20), lines{"a " + std::string(17, 'x') + "…"});
}

TEST(join_facts, breaks_between_facts_only) {
  EXPECT_EQ(join_facts({"2 cores", "8 GiB", "Linux 6.1"}, 0, in_20), (lines{"2 cores · 8 GiB", "Linux 6.1"}));
  EXPECT_EQ(join_facts({"2 cores", "8 GiB", "Linux 6.1"}, 3, ascii_in_20),
            (lines{"2 cores | 8 GiB", "   Linux 6.1"}));
}

TEST(beside, aligns_the_right_block) {
  EXPECT_EQ(beside({"a", "bb"}, {"1", "2", "3"}, 4), (lines{"a   1", "bb  2", "    3"}));
}

}  // namespace
}  // namespace concbench
