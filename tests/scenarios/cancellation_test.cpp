// The scenario cancellation: who is told to stop does, under every executor that runs it, and nobody else.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../every_executor.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"

namespace concbench {
namespace {

using ::testing::HasSubstr;

std::unique_ptr<scenario> stopped_after(std::string_view stop, std::uint64_t tasks) {
  const auto& declared = find_scenario("cancellation");
  scenario_setup setup;
  setup.tasks = tasks;
  setup.params = parameter_values(declared.parameters, profile::quick);
  setup.params.set(parse_value(declared.parameters[0], "1ms"));
  setup.params.set(parse_value(declared.parameters[1], stop));
  return declared.make(setup);
}

class cancellation : public ::testing::TestWithParam<std::string> {
 protected:
  /// The counters of a run with which nothing is wrong.
  static std::map<std::string, std::int64_t> counters_of(std::string_view stop, std::uint64_t tasks,
                                                         std::size_t concurrency) {
    const auto work = stopped_after(stop, tasks);
    task_batch batch(*work, tasks);
    const auto model = find_executor(GetParam()).make();
    model->start(concurrency);
    model->run(batch);
    model->stop();
    work->verify(batch.records());
    EXPECT_EQ(batch.answered(), tasks);
    return work->counters();
  }
};

TEST_P(cancellation, ends_every_other_task_by_the_stop) {
  const auto counted = counters_of("3ms", 40, 40);
  EXPECT_EQ(counted.at("tasks_cancelled"), 20);
}

TEST_P(cancellation, says_how_long_the_tasks_took_that_waited) {
  const auto counted = counters_of("20ms", 2, 2);
  EXPECT_EQ(counted.at("tasks_cancelled_waiting"), 1);
  EXPECT_GT(counted.at("stop_p50_ns"), 0);
  EXPECT_EQ(counted.at("stop_max_ns"), counted.at("stop_p50_ns"));
}

TEST_P(cancellation, ends_tasks_at_once_that_begin_after_the_stop) {
  EXPECT_EQ(counters_of("0s", 20, 1).at("tasks_cancelled"), 10);
}

TEST_P(cancellation, tells_nobody_where_there_is_but_one_task) {
  EXPECT_EQ(counters_of("1h", 1, 1), (std::map<std::string, std::int64_t>{{"tasks_cancelled", 0}}));
}

INSTANTIATE_TEST_SUITE_P(all, cancellation,
                         ::testing::ValuesIn(names_of_those_that_run(*stopped_after("3ms", 1))), test_name);

/// What is said of a task `id` that took `took`, with this answer; nothing was ever stopped.
std::string judgement(std::size_t id, duration took, digest answer) {
  std::vector<task_record> tasks(id + 1);
  tasks[id] = {.start_ns = 1, .end_ns = 1 + took.count(), .answer = answer, .outcome = task_outcome::ok};
  try {
    stopped_after("3ms", 4)->verify(tasks);
  } catch (const wrong_result& e) {
    return e.what();
  }
  return "right";
}

TEST(cancellation_verdict, voids_a_sample_in_which_the_wrong_tasks_ended) {
  constexpr duration ms = std::chrono::milliseconds(1);
  EXPECT_EQ(judgement(0, ms, mix(0, 0)), "right");
  EXPECT_EQ(judgement(1, 3 * ms, mix(1, 1)), "right");
  EXPECT_THAT(judgement(0, ms, mix(0, 1)),
              HasSubstr("task 0 was not told to stop and did not end by itself"));
  EXPECT_THAT(judgement(1, ms, mix(1, 0)), HasSubstr("task 1 was told to stop and waited on"));
  EXPECT_THAT(judgement(2, ms / 2, mix(2, 0)), HasSubstr("task 2 waited 500us instead of 1ms"));
  EXPECT_THAT(judgement(3, std::chrono::seconds(11), mix(3, 1)), HasSubstr("task 3 ended after 11s"));
}

}  // namespace
}  // namespace concbench
