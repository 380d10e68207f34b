// Lines of inputs: every byte of them.
#include "core/input_lines.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/parameters.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string refusal_of_lines(std::string_view text) {
  try {
    input_lines(text, "list.txt");
  } catch (const usage_error& e) {
    return e.what();
  }
  return "read";
}

TEST(input_lines, end_at_newlines_and_the_last_one_at_the_end) {
  EXPECT_THAT(input_lines("a\nb c\n", "x"), ElementsAre("a", "b c"));
  EXPECT_THAT(input_lines("a\nb", "x"), ElementsAre("a", "b"));
}

TEST(input_lines, keep_blanks_and_bytes_that_are_no_text) {
  EXPECT_THAT(input_lines("\n a \r\n\xff\xfe\t\n", "x"), ElementsAre("", " a \r", "\xff\xfe\t"));
}

TEST(input_lines, are_refused_where_there_is_none_or_a_zero_byte) {
  EXPECT_THAT(refusal_of_lines(""), AllOf(HasSubstr("'list.txt'"), HasSubstr("empty")));
  EXPECT_THAT(refusal_of_lines(std::string("a\nb\0c", 5)),
              AllOf(HasSubstr("'list.txt', line 2"), HasSubstr("zero byte")));
}

}  // namespace
}  // namespace concbench
