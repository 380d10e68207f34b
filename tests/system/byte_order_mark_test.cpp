// What editors on Windows put in front of a text.
#include "system/byte_order_mark.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

TEST(without_byte_order_mark, drops_one_at_the_start_and_nothing_else) {
  EXPECT_EQ(without_byte_order_mark("\xef\xbb\xbf{}"), "{}");
  EXPECT_EQ(without_byte_order_mark("{}\xef\xbb\xbf"), "{}\xef\xbb\xbf");
  EXPECT_EQ(without_byte_order_mark(""), "");
}

TEST(is_utf_16, knows_the_mark_in_either_order_and_only_at_the_start) {
  EXPECT_TRUE(is_utf_16(std::string_view("\xff\xfe\x61\0", 4)));
  EXPECT_TRUE(is_utf_16(std::string_view("\xfe\xff\0\x61", 4)));
  EXPECT_FALSE(is_utf_16("x\xff\xfe"));
  EXPECT_FALSE(is_utf_16("\xef\xbb\xbf{}"));
  EXPECT_FALSE(is_utf_16(""));
}

}  // namespace
}  // namespace concbench
