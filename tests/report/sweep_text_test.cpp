// Sections of what was swept, as they stand in the text output.
#include "report/pages/sweep_page.hpp"

#include "report/words/sweep_words.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "golden.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/pages/run_page.hpp"
#include "report/terminal/display_text.hpp"
#include "report/terminal/text.hpp"
#include "swept_report.hpp"

namespace concbench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(sweep_text, gives_the_golden_files) {
  for (const int width : {60, 80, 120})
    testing::expect_golden("sweep_" + std::to_string(width) + ".txt",
                           render_text(testing::swept_report(), {.width = width}));
  testing::expect_golden("sweep_80_ascii.txt", render_text(testing::swept_report(), {.unicode = false}));
  testing::expect_golden("two_sweeps_80.txt", render_text(testing::twice_swept_report(), {}));
  testing::expect_golden("two_sweeps.md", render_page_markdown(run_page(testing::twice_swept_report())));
}

TEST(sweep_text, keeps_within_the_width) {
  for (const auto& from : {testing::swept_report(), testing::twice_swept_report()})
    for (int width = 40; width <= 160; ++width)
      for (const bool unicode : {true, false}) {
        std::istringstream in(render_text(from, {.width = width, .colour = true, .unicode = unicode}));
        for (std::string line; std::getline(in, line);) EXPECT_LE(display_width(line), width) << line;
      }
}

TEST(sweep_text, is_ascii_when_it_has_to_be) {
  for (const auto& from : {testing::swept_report(), testing::twice_swept_report()})
    for (const char c : render_text(from, {.unicode = false}))
      EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
}

TEST(sweep_text, says_once_what_holds_at_every_value_and_names_the_values_where_it_does_not) {
  const auto text = render_text(testing::swept_report(), {.width = 120});
  EXPECT_THAT(text, HasSubstr("! sequential at tasks=10000: TIMEOUT: no result within 60s"));
  EXPECT_EQ(text.find("timers of the kernel"), text.rfind("timers of the kernel"));
}

TEST(sweep_text, does_not_repeat_a_swept_parameter_among_those_that_hold) {
  const auto from = testing::twice_swept_report();
  const auto facts = sweep_facts(split_sweeps(results_of(from)).swept.at(1));
  EXPECT_THAT(facts, ::testing::ElementsAre("file-io over size", "at op=write", "64 tasks", "64 at once"));
}

TEST(sweep_text, has_tables_alone_for_words) {
  auto from = testing::twice_swept_report();
  from.plan.sweeps = {{"op", {"read", "write"}}, {"size", {"4KiB", "64KiB", "1MiB"}}};
  const auto text = render_text(from, {});
  EXPECT_THAT(text, HasSubstr("file-io over op · at size=4KiB"));
  EXPECT_THAT(text, Not(HasSubstr("time over op")));
}

}  // namespace
}  // namespace concbench
