// The scenario pipeline, under every executor that runs it.
#include <algorithm>
#include <memory>
#include <string>
#include <system_error>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../every_executor.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "executors/thread_per_task.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

scenario_setup items(std::uint64_t count, std::string_view fault = "off", std::string_view queue = "4") {
  const auto& declared = find_scenario("pipeline");
  scenario_setup setup;
  setup.tasks = count;
  setup.seed = 3;
  setup.params = parameter_values(declared.parameters, profile::quick);
  const auto set = [&](std::string_view name, std::string_view value) {
    setup.params.set(parse_value(*std::ranges::find(declared.parameters, name, &parameter::name), value));
  };
  set("fault", fault);
  set("queue", queue);
  return setup;
}

class pipeline : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { model_->start(5); }
  void TearDown() override { model_->stop(); }

  std::unique_ptr<executor> model_ = find_executor(GetParam()).make();
};

/// As a worker does it: what is right was found by an object of its own.
std::unique_ptr<scenario> set_up(const scenario_setup& setup) {
  const auto& declared = find_scenario("pipeline");
  auto work = declared.make(setup);
  work->set_up(declared.make(setup)->prepare());
  return work;
}

TEST_P(pipeline, brings_every_item_to_the_writer) {
  digest few = 0;
  for (const auto* queue : {"1", "16"}) {
    const auto work = set_up(items(500, "off", queue));
    task_batch batch(*work, 500);
    model_->run(batch);
    EXPECT_NO_THROW(work->verify(batch.records()));
    EXPECT_EQ(batch.answered(), 500u);
    EXPECT_TRUE(batch.errors().empty());
    if (few == 0) few = batch.combined();
    EXPECT_EQ(batch.combined(), few) << "it depends on the queue";
  }
}

TEST_P(pipeline, runs_with_fewer_items_than_actors) {
  const auto work = set_up(items(1));
  task_batch batch(*work, 1);
  model_->run(batch);
  EXPECT_NO_THROW(work->verify(batch.records()));
  EXPECT_EQ(batch.answered(), 1u);
}

TEST_P(pipeline, lets_producers_wait_and_fills_no_queue_beyond_its_capacity) {
  const auto work = set_up(items(500, "off", "2"));
  task_batch batch(*work, 500);
  model_->run(batch);
  EXPECT_GT(work->counters().at("waits_for_room"), 0);
  EXPECT_LE(work->counters().at("most_queued"), 2);
}

TEST_P(pipeline, ends_with_the_reason_when_a_queue_is_closed_early) {
  const auto work = set_up(items(500, "close"));
  task_batch batch(*work, 500);
  model_->run(batch);
  EXPECT_NO_THROW(work->verify(batch.records()));
  EXPECT_LT(batch.answered(), 500u);
  ASSERT_EQ(batch.errors().size(), 1u);
  EXPECT_EQ(batch.errors()[0].count, 1u);
  EXPECT_THAT(batch.errors()[0].reason, HasSubstr("closed before the last item"));
}

TEST_P(pipeline, ends_with_the_reason_when_a_worker_throws) {
  for (const std::uint64_t count : {1U, 2U, 500U}) {
    const auto work = set_up(items(count, "throw"));
    task_batch batch(*work, count);
    model_->run(batch);
    EXPECT_NO_THROW(work->verify(batch.records()));
    EXPECT_LT(batch.answered(), count);
    ASSERT_EQ(batch.errors().size(), 1u);
    EXPECT_EQ(batch.errors()[0].reason, "a worker failed, as asked for");
  }
}

TEST(a_pipeline, ends_with_the_reason_when_one_of_its_actors_gets_no_thread) {
  for (int given = 0; given < 5; ++given) {
    const auto work = set_up(items(500));
    task_batch batch(*work, 500);
    int left = given;
    auto launch = [&left](auto job) {
      if (left-- == 0) throw std::system_error(EAGAIN, std::generic_category());
      return std::jthread(std::move(job));
    };
    thread_per_task(5, launch).run(batch);
    EXPECT_LT(batch.answered(), 500u) << given;
    EXPECT_THAT(batch.errors(),
                ElementsAre(AllOf(Field(&error_count::count, 1u),
                                  Field(&error_count::reason, HasSubstr("no thread for this task")))));
    EXPECT_NO_THROW(work->verify(batch.records()));
  }
}

INSTANTIATE_TEST_SUITE_P(all, pipeline, ::testing::ValuesIn(names_of_those_that_run(*set_up(items(1)), 5)),
                         test_name);

TEST(pipeline_verdict, voids_a_sample_whose_items_never_arrived) {
  const auto work = set_up(items(10));
  const task_batch batch(*work, 10);  // nobody ran it
  EXPECT_EQ(batch.first_tasks(), 5u);
  try {
    work->verify(batch.records());
    FAIL() << "accepted";
  } catch (const wrong_result& e) {
    EXPECT_STREQ(e.what(), "10 of 10 items never reached the writer");
  }
}

TEST(pipeline_verdict, voids_a_sample_of_other_content) {
  const auto& declared = find_scenario("pipeline");
  auto other = items(10);
  other.seed = 4;
  const auto work = declared.make(other);
  work->set_up(declared.make(items(10))->prepare());
  task_batch batch(*work, 10);
  const auto model = find_executor("thread-pool").make();
  model->start(5);
  model->run(batch);
  model->stop();
  EXPECT_THROW(work->verify(batch.records()), wrong_result);
}

TEST(pipeline_actors, are_refused_where_they_cannot_all_be_alive_at_once) {
  const auto work = find_scenario("pipeline").make(items(10));
  EXPECT_THAT(*refuse_too_few_lanes(*work, find_executor("sequential"), 10),
              HasSubstr("5 actors must be alive at once; it runs one task after another"));
  EXPECT_THAT(*refuse_too_few_lanes(*work, find_executor("threads"), 4),
              HasSubstr("5 actors must be alive at once; it may have 4"));
  EXPECT_FALSE(refuse_too_few_lanes(*work, find_executor("threads"), 5));
  EXPECT_FALSE(refuse_too_few_lanes(*find_scenario("noop").make({}), find_executor("sequential"), 1));
}

TEST(pipeline_actors, have_a_lane_each_by_default) {
  EXPECT_EQ(find_scenario("pipeline").actors(items(10)), 5u);
}

}  // namespace
}  // namespace concbench
