// The exported Markdown.
#include "report/exports/page_markdown.hpp"
#include "report/pages/run_page.hpp"

#include <gtest/gtest.h>

#include "example_report.hpp"
#include "golden.hpp"

namespace concbench {
namespace {

TEST(render_markdown, gives_the_golden_file) {
  testing::expect_golden("full.md", render_page_markdown(run_page(testing::full_report())));
  testing::expect_golden("open_loop.md", render_page_markdown(run_page(testing::open_loop_report())));
}

TEST(render_markdown, has_no_summary_for_a_single_scenario) {
  EXPECT_EQ(render_page_markdown(run_page(testing::tutorial_report())).find("## Summary"), std::string::npos);
}

TEST(render_markdown, says_how_soon_tasks_ended_that_were_told_to_stop) {
  auto from = testing::tutorial_report();
  from.scenarios = {testing::facts_of_cancellation("sleep")};
  from.cells[1].samples[0].counters = {{"stop_p50_ns", 50'000}, {"stop_max_ns", 500'000}};
  EXPECT_NE(
      render_page_markdown(run_page(from)).find("- threads: waiting tasks ended 50.0 µs after the stop"),
      std::string::npos);
}

TEST(render_markdown, escapes_what_could_break_a_table_or_become_markup) {
  auto from = testing::full_report();
  from.cells.back().reason = "a | b <script> [x](http://y) *bold* `code`\n# title";
  const auto text = render_page_markdown(run_page(from));
  EXPECT_NE(text.find(R"(n/a: a \| b \<script\> \[x\](http\://y) \*bold\* \`code\` \# title)"),
            std::string::npos);
}

TEST(render_markdown, makes_no_link_of_an_address) {
  auto from = testing::full_report();
  from.cells.back().reason = "cannot reach http://a.example/ nor www.b.example";
  EXPECT_NE(
      render_page_markdown(run_page(from)).find(R"(cannot reach http\://a.example/ nor www\.b.example)"),
      std::string::npos);
}

TEST(render_markdown, shows_the_command_as_code_even_with_backticks) {
  auto from = testing::tutorial_report();
  from.plan.command = "concbench run -p dir='a``b'";
  EXPECT_NE(render_page_markdown(run_page(from)).find("- ``` concbench run -p dir='a``b' ```"),
            std::string::npos);
  from.plan.command = "concbench run -p dir='a`b'";
  EXPECT_NE(render_page_markdown(run_page(from)).find("- `` concbench run -p dir='a`b' ``"),
            std::string::npos);
}

TEST(render_markdown, warns_of_an_unfit_build) {
  auto from = testing::tutorial_report();
  from.environment.push_back({"build_type", "Release"});
  EXPECT_EQ(render_page_markdown(run_page(from)).find("WARNING"), std::string::npos);
  from.environment = {{"build_type", "Debug"}};
  EXPECT_NE(render_page_markdown(run_page(from)).find("> **WARNING: DEBUG BUILD."), std::string::npos);
}

}  // namespace
}  // namespace concbench
