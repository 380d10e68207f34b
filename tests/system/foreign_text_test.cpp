// Decoding and defusing of foreign texts.
#include "system/foreign_text.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

TEST(valid_utf8, leaves_valid_text_as_it_is) {
  const std::string text = "plain, ñ, €, 😀\n";
  EXPECT_EQ(valid_utf8(text), text);
}

TEST(valid_utf8, replaces_each_byte_that_starts_nothing) {
  EXPECT_EQ(valid_utf8("a\xff\xfe"
                       "b"),
            "a\uFFFD\uFFFDb");
  EXPECT_EQ(valid_utf8("cut off \xe2\x82"), "cut off \uFFFD\uFFFD");
}

TEST(valid_utf8, refuses_overlong_forms_surrogates_and_what_lies_beyond_unicode) {
  EXPECT_EQ(valid_utf8("\xc0\xaf"), "\uFFFD\uFFFD");
  EXPECT_EQ(valid_utf8("\xe0\x80\xaf"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(valid_utf8("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(valid_utf8("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(take_character, gives_the_first_and_last_character_of_each_length) {
  for (const char32_t expected :
       {U'\0', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xFFFF', U'\x10000', U'\x10FFFF'}) {
    std::string text;
    append_character(text, expected);
    std::string_view rest = text;
    EXPECT_EQ(take_character(rest), expected);
    EXPECT_TRUE(rest.empty());
  }
}

TEST(single_line, joins_lines_and_runs_of_white_space) {
  EXPECT_EQ(single_line("  one\r\n\ttwo \u2028 three\n"), "one two three");
}

TEST(single_line, strips_colours_titles_and_other_escape_sequences) {
  EXPECT_EQ(single_line("a\x1b[1;31mred\x1b[0m b"), "ared b");
  EXPECT_EQ(single_line("a\x1b]0;title\x07"
                        "b"),
            "ab");
  EXPECT_EQ(single_line("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\ b"), "alink b");
  EXPECT_EQ(single_line("a\x1b"
                        "cb"),
            "ab");
  EXPECT_EQ(single_line("unfinished \x1b[31"), "unfinished");
  EXPECT_EQ(single_line("at the end\x1b"), "at the end");
}

TEST(short_line, cuts_what_is_long_at_a_character) {
  EXPECT_EQ(short_line("short\n text", 10), "short text");
  EXPECT_EQ(short_line("exactly ten", 11), "exactly ten");
  EXPECT_EQ(short_line("ñññññ", 3), "ñññ…");
  EXPECT_EQ(short_line(std::string(5'000'000, 'x')).size(), 400 + std::string("…").size());
}

TEST(single_line, does_not_let_an_escape_sequence_swallow_the_text_after_a_broken_one) {
  EXPECT_EQ(single_line("a\x1b[31\x1b[32mb"), "ab");
  EXPECT_EQ(single_line("a\x1b]0;title\nb"), "a b");
}

TEST(single_line, drops_controls_and_characters_that_reorder_or_hide_text) {
  EXPECT_EQ(single_line(std::string_view("a\0b\x08\x7f"
                                         "c",
                                         6)),
            "abc");
  EXPECT_EQ(single_line("a\u009b31mb"), "a31mb");  // the one-character form of ESC [
  EXPECT_EQ(single_line("user\u202Etxt.exe\u200B"), "usertxt.exe");
}

TEST(escaped, shows_every_byte_that_a_line_leaves_out) {
  EXPECT_EQ(escaped("a\x1b[1m\r\nb\xff"), "a\\x1B[1m\\x0D\\x0Ab\\xFF");
  EXPECT_EQ(escaped("\u202Eü 字"), "\\xE2\\x80\\xAEü 字");
}

TEST(escaped, cuts_what_is_long) {
  EXPECT_EQ(escaped("abc", 3), "abc");
  EXPECT_EQ(escaped("abcd", 3), "abc…");
}

TEST(in_quotes, has_quotation_marks) {
  EXPECT_EQ(in_quotes("a b"), "'a b'");
}

TEST(in_quotes, shows_no_password_of_a_url_that_stands_in_a_wrong_place) {
  EXPECT_EQ(in_quotes("http://u:hunter2x@h/"), "'http://***@h/'");
  EXPECT_EQ(in_quotes("dsn=postgresql://u:hun/ter2x@h/x"), "'dsn=postgresql://***@h/x'");
  EXPECT_EQ(in_quotes("http://h:80/a@b"), "'http://h:80/a@b'");
}

TEST(in_quotes, shows_no_password_of_any_of_several_urls) {
  EXPECT_EQ(in_quotes("http://a/ https://u:hunter2x@b/c, http://v:hun/ter3x@d"),
            "'http://a/ https://***@b/c, http://***@d'");
  EXPECT_EQ(in_quotes("http://u:one@a/http://v:two@b/"), "'http://***@a/http://***@b/'");
  EXPECT_EQ(in_quotes("http://a//b"), "'http://a//b'");
}

TEST(without_credentials, knows_every_spelling_of_a_url) {
  for (const std::string slashes : {"", "/", "//", "///", "\\\\", "/\t/"})
    EXPECT_EQ(without_credentials("--url=Http:" + slashes + "u:hunter2x@h/"),
              "--url=Http:" + slashes + "***@h/");
  EXPECT_EQ(without_credentials("C:\\\\x http://u:hunter2x@h/"), "C:\\\\x http://***@h/");
  for (const auto* plain :
       {"http:", "http://", "//", "/", "http:h/a", "a//b", "http: at 12:30", "http://[::1]/users/@me",
        "folder//me@y.json", "http://h:80 and http://g/x@y", "http://@h"})
    EXPECT_EQ(without_credentials(plain), plain);
}

TEST(without_credentials, looks_at_each_character_of_a_long_text_a_few_times_only) {
  std::string schemes;
  while (schemes.size() < 1'000'000) schemes += "http:";  // a second look at the rest from each takes minutes
  EXPECT_EQ(without_credentials(schemes), schemes);
  EXPECT_EQ(without_credentials(schemes + "/@"), schemes + "/@");
  EXPECT_EQ(without_credentials(schemes + "//u:hunter2x@h"), schemes + "//***@h");
}

}  // namespace
}  // namespace concbench
