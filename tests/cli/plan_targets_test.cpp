// URLs of a plan, and the files that list them.
#include "cli/run_options.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan_of_options.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(make_plan_with_files, reads_urls_and_passes_over_comments_and_blank_lines) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://first/"},
                               .url_file = file("# list\n\nhttp://a/\r\n  http://b/#part  \n#http://c/\n")});
  EXPECT_THAT(plan.asked.targets, ElementsAre("http://first/", "http://a/", "http://b/"));
  EXPECT_EQ(plan.cells[0].setup.tasks, 3u);
}

TEST_F(make_plan_with_files, gives_urls_to_the_scenarios_that_take_them) {
  const auto plan = make_plan(
      {.scenarios = {"sleep", "api-calls"}, .executors = {"threads"}, .urls = {"http://a/", "http://b/"}});
  EXPECT_TRUE(plan.cells[0].setup.targets.empty());
  EXPECT_EQ(plan.cells[1].setup.targets.size(), 2u);
}

TEST_F(make_plan_with_files, refuses_lists_without_a_url_and_with_a_bad_one) {
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .url_file = file("# nothing\n\n")}),
              HasSubstr("empty"));
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .url_file = file("http://a/\nnonsense\n")}),
              HasSubstr("nonsense"));
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .url_file = "missing.txt"}),
              HasSubstr("'missing.txt'"));
  EXPECT_THAT(plan_refusal({.scenarios = {"sleep"}, .urls = {"http://a/"}}), HasSubstr("--url"));
}

TEST_F(make_plan_with_files, refuses_a_blank_within_a_line_of_a_list_and_shows_nothing_behind_it) {
  for (const auto* line : {"http://h/a hunter2x", "http://h/a\thunter2x", "http://h/a  # hunter2x",
                           "http://h/a Bearer hunter2x X-Key: y", "http://h/a http://b/hunter2x"}) {
    const auto said =
        plan_refusal({.scenarios = {"api-calls"}, .url_file = file(fmt::format("http://h/\n {} \n", line))});
    EXPECT_THAT(said, AllOf(HasSubstr("', line 2: there is a space after 'http://h/a': "), HasSubstr("%20"),
                            Not(HasSubstr("hunter2x"))))
        << line;
  }
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .url_file = file("http://me:hunter 2x@h/ x\n")}),
              AllOf(HasSubstr("'http://***@h/'"), Not(HasSubstr("hunter")), Not(HasSubstr("2x"))));
}

TEST_F(make_plan_with_files, takes_a_blank_of_a_url_in_a_list_as_its_code) {
  const auto plan =
      make_plan({.scenarios = {"api-calls"}, .url_file = file("\thttp://h/?q=cats%20site:a \r\n")});
  EXPECT_THAT(plan.asked.targets, ElementsAre("http://h/?q=cats%20site:a"));
}

TEST_F(make_plan_with_files, refuses_an_authority_that_is_not_pem) {
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .urls = {"https://a/"}, .ca_file = file("hello")}),
              HasSubstr("PEM"));
}

TEST_F(make_plan_with_files, refuses_an_authority_for_no_urls) {
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .ca_file = "mine.pem"}),
              HasSubstr("--ca 'mine.pem' goes with --url"));
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .ca_file = "mine.pem", .server = "https://a:1"}),
              HasSubstr("--ca 'mine.pem' goes with --url"));
}

}  // namespace
}  // namespace concbench::cli
