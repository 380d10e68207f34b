// Which samples of noop are taken, and what becomes of one that fails.
#include "runner/dispatch_samples.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runner/worker_process.hpp"

namespace concbench::runner {
namespace {

using ::testing::ElementsAre;

plan plan_of(std::vector<std::string> scenarios, std::vector<std::string> executors) {
  plan asked;
  asked.scenarios = std::move(scenarios);
  asked.executors = std::move(executors);
  asked.rounds = 3;
  return asked;
}

worker_answer in_7_ns(const worker_spec&) {
  worker_answer answer;
  answer.sample.wall_ns = 7;
  return answer;
}

TEST(dispatch_samples, are_three_of_each_executor) {
  std::vector<dispatch_record> records;
  dispatch_samples samples(plan_of({"sleep"}, {"sequential", "threads"}), records);
  for (std::int64_t round = 0; round < 5; ++round) samples.take(round, in_7_ns);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].executor, "sequential");
  EXPECT_THAT(records[1].wall_ns, ElementsAre(7, 7, 7));
}

TEST(dispatch_samples, ask_for_noop_under_the_lanes_that_an_executor_has) {
  std::vector<dispatch_record> records;
  dispatch_samples samples(plan_of({"sleep"}, {"sequential", "threads"}), records);
  std::vector<worker_spec> asked;
  samples.take(0, [&](worker_spec spec) {
    asked.push_back(spec);
    return in_7_ns(spec);
  });
  ASSERT_EQ(asked.size(), 2u);
  EXPECT_EQ(asked[0].scenario, "noop");
  EXPECT_EQ(asked[0].setup.executor, "sequential");
  EXPECT_EQ(asked[0].setup.concurrency, 1u);
  EXPECT_EQ(asked[1].setup.concurrency, 256u);
  EXPECT_EQ(asked[1].setup.tasks, records[1].tasks);
}

TEST(dispatch_samples, are_not_taken_where_noop_is_measured_anyway_nor_of_further_workers) {
  std::vector<dispatch_record> records;
  dispatch_samples(plan_of({"sleep", "noop"}, {"threads"}), records).take(0, in_7_ns);
  dispatch_samples(plan_of({"sleep"}, {"old:threads"}), records).take(0, in_7_ns);
  EXPECT_TRUE(records.empty());
}

TEST(dispatch_samples, are_not_taken_in_a_run_of_fewer_rounds) {
  auto asked = plan_of({"sleep"}, {"threads"});
  asked.rounds = 2;
  std::vector<dispatch_record> records;
  dispatch_samples(asked, records).take(0, in_7_ns);
  EXPECT_TRUE(records.empty());
  asked.budget_ns = 1;
  dispatch_samples(asked, records).take(0, in_7_ns);
  EXPECT_EQ(records.size(), 1u);
}

TEST(dispatch_samples, leave_out_those_that_fail) {
  std::vector<dispatch_record> records;
  dispatch_samples samples(plan_of({"sleep"}, {"threads"}), records);
  samples.take(0, [](const worker_spec&) -> worker_answer { throw std::runtime_error("no worker"); });
  samples.take(1, [](const worker_spec&) { return answer_without_sample(status::timeout, "too long"); });
  samples.take(2, in_7_ns);
  EXPECT_THAT(records.at(0).wall_ns, ElementsAre(7));
}

TEST(dispatch_samples, let_an_interruption_through) {
  std::vector<dispatch_record> records;
  dispatch_samples samples(plan_of({"sleep"}, {"threads"}), records);
  EXPECT_THROW(samples.take(0, [](const worker_spec&) -> worker_answer { throw interrupted(); }),
               interrupted);
}

}  // namespace
}  // namespace concbench::runner
