// The parts of a command's footer.
#include "cli/footer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(read_footer, tells_remarks_examples_and_exit_codes_apart) {
  const auto parts = read_footer(
      "Takes a minute,\nor two.\nExamples:\n  concbench cost\n  concbench list     what there is\n"
      "The last one\nis short.\n\nExit codes: 0 fine,\nor so, 130 not.");
  EXPECT_THAT(parts.remarks, ElementsAre("Takes a minute, or two."));
  ASSERT_EQ(parts.examples.size(), 3U);
  EXPECT_EQ(parts.examples[0].command, "concbench cost");
  EXPECT_EQ(parts.examples[0].note, "");
  EXPECT_EQ(parts.examples[1].command, "concbench list");
  EXPECT_EQ(parts.examples[1].note, "what there is");
  EXPECT_EQ(parts.examples[2].command, "");
  EXPECT_EQ(parts.examples[2].note, "The last one is short.");
  ASSERT_EQ(parts.exit_codes.size(), 2U);
  EXPECT_EQ(parts.exit_codes[0].number, "0");
  EXPECT_EQ(parts.exit_codes[0].meaning, "fine, or so");
  EXPECT_EQ(parts.exit_codes[1].number, "130");
  EXPECT_EQ(parts.exit_codes[1].meaning, "not");
}

TEST(read_footer, finds_nothing_in_an_empty_one) {
  const auto parts = read_footer("");
  EXPECT_THAT(parts.remarks, IsEmpty());
  EXPECT_THAT(parts.examples, IsEmpty());
  EXPECT_THAT(parts.exit_codes, IsEmpty());
}

}  // namespace
}  // namespace concbench::cli
