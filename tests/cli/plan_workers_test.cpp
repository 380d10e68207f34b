// Further workers in a plan.
#include "cli/run_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan_of_options.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(make_plan_with_files, has_cells_for_further_workers_and_refuses_what_they_do_not_have) {
  run_options options;
  options.scenarios = {"sleep", "noop"};
  options.executors = {"threads"};
  const auto program = worker(R"({"executors":["threads"],"scenarios":["sleep"]})");
  options.workers = {"w=" + program};
  const auto plan = make_plan(options);
  ASSERT_EQ(plan.cells.size(), 4u);
  EXPECT_EQ(plan.cells[1].executor_name(), "w:threads");
  EXPECT_EQ(plan.cells[1].setup.executor, "threads");
  EXPECT_EQ(plan.cells[1].refusal, "");
  EXPECT_THAT(plan.cells[3].refusal, AllOf(HasSubstr("w does not have it"), HasSubstr("sleep")));
  EXPECT_THAT(plan.asked.executors, ElementsAre("threads", "w:threads"));
  EXPECT_EQ(plan.asked.workers.at(0).command, program);
}

TEST_F(make_plan_with_files, takes_as_many_rounds_as_further_workers_need_to_be_compared) {
  const auto other = worker(R"({"executors":["sequential","threads","thread-pool","coroutines","fibers"],)"
                            R"("scenarios":["sleep","noop"]})");
  run_options options;
  options.scenarios = {"sleep"};
  const auto rounds = [&] { return make_plan(options).asked.rounds; };
  options.workers = {"old=" + other};
  EXPECT_EQ(rounds(), 14);  // 4 pairs need 8, and 14 tell all 8 executors apart
  options.profile = profile::quick;
  options.executors = {"threads"};
  EXPECT_EQ(rounds(), 9);  // one pair: the second ratio from each end
  options.sweeps = {"tasks=1..40:+1"};
  EXPECT_EQ(rounds(), 11);  // 40 values: 2/2^11 ≤ 0.05 / 40
  options.sweeps = {};
  options.scenarios = {"sleep", "api-calls", "noop"};
  options.workers.push_back("older=" + other);
  options.sweeps = {"tasks=1..20:+1"};
  EXPECT_EQ(rounds(), 12);  // 2 scenarios, 20 values, 2 pairs: 2/2^12 ≤ 0.05 / 80
  options.profile = profile::tutorial;
  EXPECT_EQ(rounds(), 1);
  options.profile = profile::standard;
  options.rounds = 3;
  EXPECT_EQ(rounds(), 3);
}

TEST_F(make_plan_with_files, needs_no_more_rounds_for_a_worker_that_shares_no_executor) {
  run_options options;
  options.scenarios = {"sleep"};
  options.workers = {"py=" + worker(R"({"executors":["asyncio"],"scenarios":["sleep"]})")};
  options.profile = profile::quick;
  EXPECT_EQ(make_plan(options).asked.rounds, 12);  // which tell all 5 executors apart
}

}  // namespace
}  // namespace concbench::cli
