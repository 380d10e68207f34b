// Plans of an open loop.
#include "cli/run_options.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan_of_options.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(make_plan, takes_few_rounds_at_a_rate_unless_it_is_told_how_many) {
  run_options options{.scenarios = {"api-calls"}, .rate = "10/s"};
  EXPECT_EQ(make_plan(options).asked.rounds, 3);
  EXPECT_EQ(make_plan(options).asked.warmup, 0);
  options.rounds = 10;
  options.warmup = 1;
  EXPECT_EQ(make_plan(options).asked.rounds, 10);
  EXPECT_EQ(make_plan(options).asked.warmup, 1);
}

TEST(make_plan, takes_a_rate_for_scenarios_whose_tasks_come_from_elsewhere) {
  const auto plan = make_plan({.scenarios = {"api-calls"}, .rate = "90/min"});
  EXPECT_EQ(plan.asked.rate, 1.5);
  for (const auto& each : plan.cells) EXPECT_EQ(each.setup.rate, 1.5);
}

TEST(make_plan, lets_the_tasks_of_an_open_loop_come_for_five_seconds) {
  EXPECT_EQ(make_plan({.scenarios = {"api-calls"}, .rate = "200/s"}).cells[0].setup.tasks, 1000u);
  EXPECT_EQ(make_plan({.scenarios = {"api-calls"}, .tasks = 7, .rate = "200/s"}).cells[0].setup.tasks, 7u);
  EXPECT_EQ(make_plan({.scenarios = {"api-calls"}, .rate = "0.01/s"}).cells[0].setup.tasks, 1u);
  EXPECT_EQ(make_plan({.scenarios = {"image-download"}, .rate = "5000/s"}).cells[0].setup.tasks, 10'000u);
  EXPECT_EQ(
      make_plan({.scenarios = {"api-calls"}, .rate = "2/s", .urls = {"http://a/"}}).cells[0].setup.tasks,
      10u);
}

TEST(make_plan, gives_a_sample_of_an_open_loop_the_time_of_its_schedule) {
  const run_options slow{
      .scenarios = {"api-calls"}, .parameters = {"delay=1s"}, .tasks = 1000, .rate = "10/s"};
  EXPECT_EQ(make_plan(slow).cells[0].time_limit, std::chrono::milliseconds(3 * 101'001 + 10'000));
}

TEST(make_plan, refuses_an_impossible_rate) {
  for (const auto* rate : {"0/s", "-1/s", "nan/s", "1e12/s", "2000000/s", "0.001/s", "fast", "2000", ""})
    EXPECT_THAT(
        plan_refusal({.scenarios = {"api-calls"}, .rate = rate}),
        AllOf(HasSubstr(fmt::format("--rate cannot be '{}'", rate)), HasSubstr("0.01/s to 1000000/s")));
}

TEST(make_plan, refuses_a_rate_where_a_scenario_takes_none) {
  EXPECT_EQ(
      plan_refusal({.scenarios = {"api-calls", "sleep"}, .rate = "10/s"}),
      "sleep takes no --rate: it goes with image-download, api-calls, database, mixed, custom, command");
}

}  // namespace
}  // namespace concbench::cli
