// Sentences with a count read right for one as well.
#include "system/counted.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

TEST(counted, has_the_singular_for_one_alone) {
  EXPECT_EQ(counted(0, "cell"), "0 cells");
  EXPECT_EQ(counted(1, "cell"), "1 cell");
  EXPECT_EQ(counted(2, "cell"), "2 cells");
}

TEST(counted, makes_the_plural_of_a_noun_that_ends_in_s) {
  EXPECT_EQ(counted(1, "process"), "1 process");
  EXPECT_EQ(counted(3, "process"), "3 processes");
}

TEST(counted_part, has_its_noun_agree_with_the_whole) {
  EXPECT_EQ(counted_part(1, 3, "task"), "1 of 3 tasks");
  EXPECT_EQ(counted_part(0, 1, "task"), "0 of 1 task");
}

TEST(agreeing, gives_the_form_that_goes_with_the_count) {
  EXPECT_EQ(agreeing(1, "is", "are"), "is");
  EXPECT_EQ(agreeing(0, "is", "are"), "are");
}

TEST(first_of, names_the_first_and_counts_the_others) {
  EXPECT_EQ(first_of({}, 2), "");
  EXPECT_EQ(first_of({"a", "b"}, 2), "a, b");
  EXPECT_EQ(first_of({"a", "b", "c"}, 2), "a, b, c") << "one name is as short as a count";
  EXPECT_EQ(first_of({"a", "b", "c", "d"}, 2), "a, b and 2 more");
}

TEST(listed, has_a_word_before_the_last_name_and_counts_those_that_are_left) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b", "c"}, "or"), "a, b or c");
  EXPECT_EQ(listed({"a", "b", "c"}, "and", 2), "a, b and c");
  EXPECT_EQ(listed({"a", "b", "c", "d"}, "and", 2), "a, b and 2 more");
}

}  // namespace
}  // namespace concbench
