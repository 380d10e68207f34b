// Columns and command lines that fit.
#include "cli/columns.hpp"

#include <gmock/gmock.h>

namespace concbench::cli {
namespace {

using ::testing::ElementsAre;

TEST(in_columns, wraps_what_is_said_in_its_column) {
  EXPECT_THAT(in_columns("name", "one two three four", 2, 8, {.width = 18}),
              ElementsAre("  name  one two", "        three four"));
}

TEST(in_columns, begins_below_a_name_that_leaves_no_gap) {
  EXPECT_THAT(in_columns("a-long-name", "one", 2, 8, {.width = 40}),
              ElementsAre("  a-long-name", "        one"));
  EXPECT_THAT(in_columns("name", "one", 2, 7, {.width = 40}), ElementsAre("  name", "       one"));
}

TEST(in_columns, has_the_name_alone_where_nothing_is_said) {
  EXPECT_THAT(in_columns("name", "", 2, 8, {.width = 40}), ElementsAre("  name"));
}

TEST(long_command, goes_on_after_a_backslash_where_a_shell_may) {
  EXPECT_THAT(command_lines("run a --x 'b c d e' f", {.width = 16}),
              ElementsAre("  run a --x \\", "      'b c d e' \\", "      f"));
  EXPECT_THAT(command_lines("run a", {.width = 16}), ElementsAre("  run a"));
}

}  // namespace
}  // namespace concbench::cli
