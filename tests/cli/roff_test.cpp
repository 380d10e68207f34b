// Text that a manual page shows as it stands.
#include "cli/roff.hpp"

#include <gtest/gtest.h>

namespace concbench::cli::roff {
namespace {

TEST(roff, escapes_what_roff_would_take_for_its_own) {
  EXPECT_EQ(escaped(R"(a\b 'c' "d" --e ~f ^g)"), R"(a\(rsb \(aqc\(aq \(dqd\(dq \-\-e \(tif \(hag)");
}

TEST(roff, keeps_a_line_from_beginning_a_request) {
  EXPECT_EQ(escaped(".5 s"), "\\&.5 s");
  EXPECT_EQ(escaped("a\n.b\n'c"), "a\n\\&.b\n\\(aqc");
  EXPECT_EQ(escaped("a.b"), "a.b");
}

TEST(roff, writes_characters_beyond_ascii_by_their_code_points) {
  EXPECT_EQ(escaped("EXECUTOR,… ≥ 1 µs 🙂"), "EXECUTOR,\\[u2026] \\[u2265] 1 \\[u00B5]s \\[u1F642]");
}

TEST(roff, shows_what_backticks_enclose_in_bold_and_a_lone_one_as_it_is) {
  EXPECT_EQ(escaped("use `concbench serve` there"), "use \\fBconcbench serve\\fR there");
  EXPECT_EQ(escaped("a ` b"), "a \\(ga b");
}

}  // namespace
}  // namespace concbench::cli::roff
