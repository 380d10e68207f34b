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
  EXPECT_EQ(first_of({"a", "b", "c"}, 2), "a, b and 1 more");
}

}  // namespace
}  // namespace concbench
