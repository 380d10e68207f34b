// Tasks, tasks at once and time limits of a plan.
#include "cli/run_options.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan_of_options.hpp"
#include "system/cpu_count.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(make_plan, has_the_sizes_of_the_profile) {
  const auto plan = make_plan({.scenarios = {"sleep"}, .profile = profile::tutorial});
  EXPECT_EQ(plan.asked.rounds, 1);
  EXPECT_EQ(plan.asked.warmup, 0);
  EXPECT_EQ(plan.cells[0].setup.tasks, 10u);
  EXPECT_EQ(plan.cells[0].setup.params.time("delay"), std::chrono::milliseconds(1500));
}

TEST(make_plan, cuts_concurrency_to_the_task_count_and_has_256_at_most_by_default) {
  EXPECT_EQ(make_plan({.scenarios = {"sleep"}, .tasks = 3, .concurrency = 50}).cells[0].setup.concurrency,
            3u);
  EXPECT_EQ(make_plan({.scenarios = {"sleep"}, .tasks = 1000}).cells[0].setup.concurrency, 256u);
  EXPECT_EQ(make_plan({.scenarios = {"sleep"}, .tasks = 1000, .concurrency = 500}).cells[0].setup.concurrency,
            500u);
}

TEST(make_plan, warns_where_more_tasks_may_run_at_once_than_there_are) {
  EXPECT_THAT(
      make_plan({.scenarios = {"sleep"}, .tasks = 24, .concurrency = 64}).warnings,
      ElementsAre(
          "-c 64 is more than there are tasks: sleep (24 tasks); no more run at once there. Give them "
          "more tasks (-n 64), or -c a smaller value"));
  EXPECT_THAT(make_plan({.tasks = 1, .concurrency = 2}).warnings,
              ElementsAre(HasSubstr(
                  "sleep (1 task), image-download (1 task), api-calls (1 task) and 11 more; no more ")));
}

TEST(make_plan, does_not_warn_of_lanes_that_nobody_asked_for_or_no_executor_has) {
  EXPECT_THAT(make_plan({.scenarios = {"sleep"}, .tasks = 64, .concurrency = 64}).warnings, IsEmpty());
  EXPECT_THAT(make_plan({.scenarios = {"sleep"}, .tasks = 24}).warnings, IsEmpty());
  EXPECT_THAT(make_plan({.scenarios = {"sleep"}, .executors = {"sequential"}, .tasks = 24, .concurrency = 64})
                  .warnings,
              IsEmpty());
}

TEST(make_plan, lets_all_tasks_of_a_sweep_be_alive_at_once_without_a_warning) {
  EXPECT_THAT(make_plan({.scenarios = {"sleep"}, .sweeps = {"tasks=10,100"}, .concurrency = 100}).warnings,
              IsEmpty());
}

TEST(make_plan, warns_of_the_points_of_a_sweep_that_are_left_out) {
  EXPECT_THAT(
      make_plan({.scenarios = {"sleep"}, .sweeps = {"tasks=10,100", "concurrency=1,64"}}).warnings,
      ElementsAre("left out, as no more than all tasks can run at once: sleep at tasks=10 concurrency=64 (10 "
                  "tasks)"));
}

TEST(make_plan, has_as_many_tasks_at_once_as_cpus_where_they_only_compute) {
  const auto at_once = [](run_options options) {
    options.scenarios = {"cpu-bound"};
    return make_plan(options).cells[0].setup.concurrency;
  };
  EXPECT_EQ(at_once({}), std::min<std::uint64_t>(cpu_count::now().usable(), 64));
  EXPECT_EQ(at_once({.cpus = *cpu_list::parse("0")}), 1u);
  EXPECT_EQ(at_once({.concurrency = 7}), 7u);
}

TEST(make_plan, has_a_lane_for_each_actor) {
  const auto at_once = [](run_options options) {
    options.scenarios = {"pipeline"};
    return make_plan(options).cells[0].setup.concurrency;
  };
  EXPECT_EQ(at_once({.parameters = {"producers=3"}}), 6u);
  EXPECT_EQ(at_once({.concurrency = 4}), 4u);
}

TEST(make_plan, refuses_more_tasks_than_a_scenario_can_have) {
  EXPECT_THAT(plan_refusal({.scenarios = {"image-download"}, .tasks = 10'001}),
              AllOf(HasSubstr("10001"), HasSubstr("10000")));
}

TEST(make_plan, has_the_time_limit_that_was_asked_for_or_what_the_work_needs) {
  const auto limit = [](const run_options& options) { return make_plan(options).cells[0].time_limit; };
  EXPECT_EQ(limit({.scenarios = {"sleep"}, .timeout = "1.5s"}), std::chrono::milliseconds(1500));
  EXPECT_EQ(limit({.scenarios = {"sleep"}}), std::chrono::seconds(60));
  EXPECT_GT(limit({.scenarios = {"sleep"}, .parameters = {"delay=1h"}}), std::chrono::hours(10));
  for (const auto* text : {"5", "0s", "-1s", "soon"})
    EXPECT_THAT(plan_refusal({.timeout = text}), AllOf(HasSubstr("--timeout"), HasSubstr(text)));
}

TEST_F(make_plan_with_files, has_a_task_for_each_file_of_an_own_folder) {
  file("x");
  const auto plan =
      make_plan({.scenarios = {"file-io"}, .parameters = {"op=read", "dir=" + folder_.path().string()}});
  EXPECT_EQ(plan.cells[0].setup.tasks, 1u);
}

}  // namespace
}  // namespace concbench::cli
