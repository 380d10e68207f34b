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

TEST(make_plan, searches_the_highest_rate_of_a_range) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .profile = profile::quick,
                               .rate = "100/s..600000/min",
                               .slo = " p99.9 < 50ms "});
  EXPECT_TRUE(plan.asked.searches_rate());
  EXPECT_EQ(plan.asked.rate, 100);
  EXPECT_EQ(plan.asked.highest_rate, 10'000);
  EXPECT_EQ(plan.asked.slo.quantile, "p99.9");
  EXPECT_EQ(plan.asked.slo.below_ns, 50'000'000);
  EXPECT_EQ(plan.asked.step_ns, 1'000'000'000);
  EXPECT_EQ(plan.asked.rounds, 7);  // the fewest with intervals for four executors
  for (const auto& each : plan.cells) EXPECT_EQ(each.setup.tasks, 10'000u);  // those of the highest rate
}

TEST(make_plan, takes_the_fewest_rounds_of_a_search_that_have_intervals) {
  const auto rounds_with = [](const std::vector<std::string>& executors) {
    return make_plan({.scenarios = {"api-calls"}, .executors = executors, .rate = "1/s..2/s"}).asked.rounds;
  };
  EXPECT_EQ(rounds_with({"coroutines"}), 6);
  EXPECT_EQ(rounds_with({"coroutines", "threads"}), 6);
  EXPECT_EQ(rounds_with({"coroutines", "threads", "thread-pool"}), 7);
  EXPECT_EQ(
      make_plan({.scenarios = {"api-calls"}, .profile = profile::tutorial, .rate = "1/s..2/s"}).asked.rounds,
      1);
}

TEST(make_plan, gives_a_search_two_seconds_for_each_rate_in_the_standard_profile) {
  EXPECT_EQ(make_plan({.scenarios = {"api-calls"}, .rate = "100/s..1000/s"}).asked.step_ns, 2'000'000'000);
}

TEST(make_plan, expects_a_search_to_take_all_steps_of_a_bisection) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .parameters = {"delay=0s"},
                               .profile = profile::quick,
                               .rate = "100/s..10000/s"});
  EXPECT_GE(plan.cells[0].expected, std::chrono::seconds(7));
  EXPECT_LT(plan.cells[0].expected, std::chrono::seconds(8));
  EXPECT_EQ(plan.cells[0].time_limit, std::chrono::seconds(60));  // of one step
}

TEST(make_plan, refuses_an_impossible_range_of_rates) {
  for (const auto* rate : {"100/s..100/s", "100/s..50/s"})
    EXPECT_EQ(plan_refusal({.scenarios = {"api-calls"}, .rate = rate}),
              fmt::format("--rate cannot be '{}': a range goes up, as 100/s..10000/s does", rate));
  for (const auto* rate : {"100..1000/s", "100/s..", "..100/s", "0/s..100/s", "1/s..2/s..3/s", "1/s..1e12/s"})
    EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .rate = rate}), HasSubstr("--rate cannot be '"));
}

TEST(make_plan, refuses_a_limit_that_is_none) {
  for (const auto* slo :
       {"", "p99", "p99<", "p99<50", "p99<0s", "p99<-1s", "p98<50ms", "p99>50ms", "errors<1%"})
    EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .rate = "1/s..2/s", .slo = slo}),
                AllOf(HasSubstr(fmt::format("--slo cannot be '{}'", slo)), HasSubstr("p50, p99, p99.9")));
}

TEST(make_plan, refuses_a_limit_without_a_range_of_rates) {
  for (const std::optional<std::string>& rate :
       {std::optional<std::string>(), std::optional<std::string>("10/s")})
    EXPECT_EQ(plan_refusal({.scenarios = {"api-calls"}, .rate = rate, .slo = "p99<50ms"}),
              "--slo 'p99<50ms' needs a range of rates to search, such as --rate 100/s..10000/s");
}

TEST(make_plan, refuses_what_does_not_go_with_a_range_of_rates) {
  const auto refusal = [](run_options options) {
    options.scenarios = {"api-calls"};
    options.rate = "1/s..2/s";
    return plan_refusal(options);
  };
  EXPECT_THAT(refusal({.tasks = 10}), HasSubstr("-n does not go with --rate '1/s..2/s'"));
  EXPECT_THAT(refusal({.sweeps = {"concurrency=1,2"}}), HasSubstr("--sweep does not go with"));
  EXPECT_THAT(refusal({.timeline = true}), HasSubstr("a timeline does not go with"));
}

}  // namespace
}  // namespace concbench::cli
