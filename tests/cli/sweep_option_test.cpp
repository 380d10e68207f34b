// From --sweep to the cells of a plan, and what is said of sweeps that cannot be.
#include "cli/sweep_option.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_options.hpp"
#include "core/registry.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using texts = std::vector<std::string>;

/// The plan of two executors, and of `sleep` where no scenario is given.
runner::run_plan plan_of(run_options asked) {
  if (asked.scenarios.empty()) asked.scenarios = {"sleep"};
  if (asked.executors.empty()) asked.executors = {"threads", "coroutines"};
  return make_plan(asked);
}

std::string sweep_refusal(const run_options& options) {
  try {
    plan_of(options);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "accepted";
}

/// The points of all groups, in their order.
texts points(const run_options& options) {
  texts found;
  for (const auto& cell : plan_of(options).cells)
    if (cell.group == found.size()) found.push_back(cell.point);
  return found;
}

TEST(sweep_option, makes_a_group_of_each_value_under_every_executor) {
  const auto plan = plan_of({.sweeps = {"tasks=1,10"}});
  ASSERT_EQ(plan.cells.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(plan.cells[i].group, i / 2);
    EXPECT_EQ(plan.cells[i].setup.executor, i % 2 == 0 ? "threads" : "coroutines");
    EXPECT_EQ(plan.cells[i].setup.tasks, i / 2 == 0 ? 1u : 10u);
  }
}

TEST(sweep_option, shows_how_a_range_is_written_where_a_value_is_none) {
  EXPECT_THAT(sweep_refusal({.sweeps = {"tasks=1-100"}}),
              AllOf(HasSubstr("'1-100'"), HasSubstr("1..100:x10 is a range")));
}

TEST(sweep_option, runs_through_the_first_sweep_fastest) {
  EXPECT_THAT(
      points({.sweeps = {"tasks=1,10", "delay=1ms..2ms:+1ms"}}),
      ElementsAre("tasks=1 delay=1ms", "tasks=10 delay=1ms", "tasks=1 delay=2ms", "tasks=10 delay=2ms"));
}

TEST(sweep_option, stands_in_the_report_with_canonical_values) {
  const auto plan = plan_of({.sweeps = {"sleep.delay=1000us,2ms"}});
  ASSERT_EQ(plan.asked.sweeps.size(), 1u);
  EXPECT_EQ(plan.asked.sweeps[0].parameter, "sleep.delay");
  EXPECT_THAT(plan.asked.sweeps[0].values, ElementsAre("1ms", "2ms"));
}

TEST(sweep_option, leaves_scenarios_alone_that_it_does_not_concern) {
  EXPECT_THAT(points({.scenarios = {"sleep", "api-calls", "file-io"}, .sweeps = {"delay=1ms,2ms"}}),
              ElementsAre("delay=1ms", "delay=2ms", "delay=1ms", "delay=2ms", ""));
  EXPECT_THAT(points({.scenarios = {"sleep", "api-calls"}, .sweeps = {"sleep.delay=1ms,2ms"}}),
              ElementsAre("delay=1ms", "delay=2ms", ""));
}

TEST(sweep_option, has_as_many_tasks_at_once_as_without_a_sweep) {
  const auto at_once = [](const run_options& options) {
    return plan_of(options).cells.back().setup.concurrency;
  };
  EXPECT_EQ(at_once({.sweeps = {"tasks=1,10"}}), 10u);
  EXPECT_EQ(at_once({.sweeps = {"tasks=1,1000"}}), 256u);
  EXPECT_EQ(at_once({.sweeps = {"tasks=1,1000"}, .concurrency = 500}), 500u);
  EXPECT_EQ(at_once({.sweeps = {"concurrency=1,20"}, .tasks = 50}), 20u);
}

TEST(sweep_option, has_a_time_limit_for_each_point) {
  const auto plan = plan_of({.sweeps = {"delay=1ms,1h"}});
  EXPECT_EQ(plan.cells.front().time_limit, std::chrono::seconds(60));
  EXPECT_GT(plan.cells.back().time_limit, std::chrono::hours(10));
}

TEST(sweep_option, does_not_do_the_same_work_twice_where_more_is_allowed_at_once_than_there_is) {
  EXPECT_THAT(points({.sweeps = {"tasks=10,100", "concurrency=10,50"}}),
              ElementsAre("tasks=10 concurrency=10", "tasks=100 concurrency=10", "tasks=100 concurrency=50"));
  EXPECT_THAT(sweep_refusal({.sweeps = {"concurrency=1,100"}, .tasks = 10}),
              AllOf(HasSubstr("100"), HasSubstr("sleep has 10 tasks")));
}

TEST(sweep_option, takes_as_many_standard_rounds_as_crossovers_need) {
  const texts four{"sequential", "threads", "thread-pool", "coroutines"};
  const auto rounds = [](const run_options& options) { return plan_of(options).asked.rounds; };
  EXPECT_EQ(rounds({.sweeps = {"tasks=1..10000:x10"}}), 10);
  EXPECT_EQ(rounds({.executors = four, .sweeps = {"tasks=1..10000:x10"}}), 11);
  EXPECT_EQ(rounds({.executors = four, .sweeps = {"tasks=1..10000:x10"}, .rounds = 3}), 3);
  EXPECT_EQ(rounds({.executors = four, .sweeps = {"tasks=1..10000:x10"}, .profile = profile::quick}), 11);
  EXPECT_EQ(rounds({.executors = {"threads"}, .sweeps = {"tasks=1..10000:x10"}}), 10);
}

TEST(sweep_option, refuses_names_that_no_chosen_scenario_has) {
  EXPECT_THAT(sweep_refusal({.sweeps = {"task=1,2"}}), AllOf(HasSubstr("'task'"), HasSubstr("'tasks'")));
  EXPECT_THAT(sweep_refusal({.sweeps = {"dealy=1ms,2ms"}}),
              AllOf(HasSubstr("'dealy'"), HasSubstr("'delay'")));
  EXPECT_THAT(sweep_refusal({.sweeps = {"size=1B,2B"}}), HasSubstr("'size'"));
  EXPECT_THAT(sweep_refusal({.sweeps = {"slep.delay=1ms"}}),
              AllOf(HasSubstr("'slep'"), HasSubstr("'sleep'")));
}

TEST(sweep_option, refuses_what_is_not_name_and_values) {
  for (const auto* text : {"tasks", "", "=1,2"})
    EXPECT_THAT(sweep_refusal({.sweeps = {text}}),
                AllOf(HasSubstr("--sweep"), HasSubstr("tasks=1..1000:x10")));
  EXPECT_THAT(sweep_refusal({.sweeps = {"tasks="}}), HasSubstr("no value"));
}

TEST(sweep_option, refuses_values_that_a_scenario_does_not_allow_and_names_it) {
  EXPECT_THAT(sweep_refusal({.scenarios = {"sleep", "image-download"}, .sweeps = {"tasks=1,20000"}}),
              AllOf(HasSubstr("image-download"), HasSubstr("20000"), HasSubstr("10000")));
  EXPECT_THAT(sweep_refusal({.sweeps = {"delay=1ms,2h"}}), AllOf(HasSubstr("2h"), HasSubstr("1h")));
  EXPECT_THAT(sweep_refusal({.scenarios = {"file-io"}, .sweeps = {"op=read,move"}}),
              HasSubstr("read|write|copy"));
}

TEST(sweep_option, refuses_a_parameter_that_is_swept_and_set) {
  EXPECT_THAT(sweep_refusal({.sweeps = {"tasks=1,2"}, .tasks = 3}),
              AllOf(HasSubstr("--sweep tasks=1,2"), HasSubstr("-n 3")));
  EXPECT_THAT(sweep_refusal({.sweeps = {"concurrency=1,2"}, .concurrency = 3}), HasSubstr("-c 3"));
  EXPECT_THAT(sweep_refusal({.sweeps = {"delay=1ms,2ms"}, .parameters = {"sleep.delay=3ms"}}),
              HasSubstr("-p sleep.delay=3ms"));
  EXPECT_THAT(points({.scenarios = {"sleep", "api-calls"},
                      .sweeps = {"sleep.delay=1ms,2ms"},
                      .parameters = {"api-calls.delay=3ms"}}),
              ElementsAre("delay=1ms", "delay=2ms", ""));
}

TEST(sweep_option, refuses_a_parameter_that_is_swept_twice_and_more_than_two_sweeps) {
  EXPECT_THAT(sweep_refusal({.sweeps = {"delay=1ms,2ms", "sleep.delay=3ms"}}), HasSubstr("swept twice"));
  EXPECT_THAT(sweep_refusal({.sweeps = {"tasks=1", "delay=1ms", "concurrency=1"}}), HasSubstr("3 times"));
}

TEST(sweep_option, refuses_more_than_a_hundred_points) {
  EXPECT_EQ(points({.sweeps = {"tasks=1..10:+1", "delay=1ms..10ms:+1ms"}}).size(), 100u);
  EXPECT_THAT(sweep_refusal({.sweeps = {"tasks=1..10:+1", "delay=1ms..11ms:+1ms"}}),
              AllOf(HasSubstr("110 points"), HasSubstr("100")));
}

}  // namespace
}  // namespace concbench::cli
