// Lanes, threads and the choice of tasks, from records with made-up stamps.
#include "runner/timeline_round.hpp"

#include <algorithm>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench::runner {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class does_nothing final : public scenario, public blocking_face {
 public:
  digest run(blocking_context&, task_id id) override { return id; }
  void verify(std::span<const task_record>) override {}
};

class answers_for_all final : public scenario, public blocking_face, public answers_as_one {
 public:
  digest run(blocking_context&, task_id id) override { return id; }
  void verify(std::span<const task_record>) override {}
  std::uint64_t answered() const override { return 1; }
  digest answer() const override { return 1; }
};

struct made_up_task {
  std::int64_t start;
  std::int64_t end;
  int thread = 0;  ///< 0: not kept
  task_outcome outcome = task_outcome::ok;
};

/// The timeline of tasks that began and ended as told, in a run that began at 1,000.
task_timeline timeline_from(const std::vector<made_up_task>& tasks, std::uint64_t concurrency) {
  does_nothing work;
  task_batch batch(work, tasks.size());
  batch.keep_threads();
  for (int thread = 1; thread <= 3; ++thread)
    std::thread([&] {
      blocking_context context;
      for (task_id id = 0; id < tasks.size(); ++id)
        if (tasks[id].thread == thread) batch.run(id, context);
    }).join();
  const auto records = batch.use_up();
  for (std::size_t i = 0; i < tasks.size(); ++i)
    records[i] = {
        .start_ns = 1000 + tasks[i].start, .end_ns = 1000 + tasks[i].end, .outcome = tasks[i].outcome};
  return timeline_of(batch, 1000, concurrency);
}

std::vector<std::uint32_t> members(const task_timeline& of, std::uint32_t timeline_task::* member) {
  std::vector<std::uint32_t> values;
  for (const auto& each : of.tasks) values.push_back(each.*member);
  return values;
}

std::vector<std::uint32_t> lanes(const task_timeline& of) {
  return members(of, &timeline_task::lane);
}

TEST(timeline_of, has_tasks_in_the_order_in_which_they_began_with_times_since_the_start_of_the_run) {
  const auto made = timeline_from({{20, 30}, {5, 10}}, 1);
  EXPECT_THAT(members(made, &timeline_task::id), ElementsAre(1, 0));
  EXPECT_EQ(made.tasks[0].start_ns, 5);
  EXPECT_EQ(made.tasks[1].end_ns, 30);
  EXPECT_EQ(made.began, 2u);
}

TEST(timeline_of, leaves_out_what_never_began_and_marks_what_failed) {
  const auto made = timeline_from({{0, 0, 0, task_outcome::pending}, {5, 10, 0, task_outcome::failed}}, 1);
  ASSERT_EQ(made.tasks.size(), 1u);
  EXPECT_FALSE(made.tasks[0].ok);
  EXPECT_EQ(made.began, 1u);
}

TEST(timeline_of, gives_tasks_that_follow_one_another_one_lane) {
  EXPECT_THAT(lanes(timeline_from({{0, 10}, {10, 20}, {25, 30}}, 4)), ElementsAre(1, 1, 1));
}

TEST(timeline_of, gives_a_task_the_lane_that_was_left_last) {
  EXPECT_THAT(lanes(timeline_from({{0, 10}, {1, 12}, {2, 40}, {12, 20}, {21, 30}, {22, 30}}, 3)),
              ElementsAre(1, 2, 3, 2, 2, 1));
}

TEST(timeline_of, makes_each_thread_of_a_pool_a_lane) {
  const auto made = timeline_from({{0, 10, 1}, {1, 12, 2}, {13, 20, 1}, {21, 30, 2}, {31, 40, 1}}, 2);
  EXPECT_THAT(lanes(made), ElementsAre(1, 2, 1, 2, 1));
  EXPECT_THAT(members(made, &timeline_task::thread), ElementsAre(1, 2, 1, 2, 1));
}

TEST(timeline_of, gives_the_tasks_of_a_loop_lanes_of_its_thread) {
  EXPECT_THAT(lanes(timeline_from({{0, 10, 1}, {1, 10, 1}, {2, 10, 2}, {11, 20, 2}, {12, 20, 1}}, 3)),
              ElementsAre(1, 2, 3, 3, 2));
}

TEST(timeline_of, shares_lanes_between_threads_where_these_are_more_than_tasks_may_run_at_once) {
  const auto made = timeline_from({{0, 10, 1}, {11, 20, 2}, {21, 30, 3}}, 1);
  EXPECT_THAT(lanes(made), ElementsAre(1, 1, 1));
  EXPECT_THAT(members(made, &timeline_task::thread), ElementsAre(1, 2, 3));
}

TEST(timeline_of, has_when_tasks_were_due_in_an_open_loop) {
  does_nothing work;
  task_batch batch(work, 2);
  const auto start = clock::now();
  batch.pace(start, 1e9, std::chrono::hours(1));
  blocking_context context;
  for (task_id id = 0; id < 2; ++id) batch.run(id, context);
  const auto made = timeline_of(batch, start.time_since_epoch().count(), 1);
  EXPECT_EQ(made.tasks[0].due_ns, 0);
  EXPECT_EQ(made.tasks[1].due_ns, 1);
}

TEST(timeline_of, of_a_scenario_that_answers_for_all_tasks_at_once_says_that_there_is_none) {
  answers_for_all work;
  task_batch batch(work, 2);
  batch.keep_threads();
  blocking_context context;
  batch.run(0, context);
  const auto made = timeline_of(batch, 0, 1);
  EXPECT_FALSE(made.problem.empty());
  EXPECT_THAT(made.tasks, IsEmpty());
}

TEST(timeline_of, of_too_many_tasks_keeps_the_extremes_and_an_even_selection_of_the_others) {
  constexpr std::uint32_t count = 250'000;
  constexpr std::uint32_t longest = 77'777;
  constexpr std::uint32_t last_to_end = 200'001;
  std::vector<made_up_task> tasks;
  for (std::uint32_t i = 0; i < count; ++i) tasks.push_back({i * 10LL, i * 10LL + 5});
  tasks[longest].end += 1'000;
  tasks[last_to_end].end += count * 20LL;
  const auto made = timeline_from(tasks, 1'000);
  EXPECT_LE(made.tasks.size(), most_timeline_tasks);
  EXPECT_GE(made.tasks.size(), most_timeline_tasks - 1'100);
  EXPECT_EQ(made.began, count);
  const auto ids = members(made, &timeline_task::id);
  for (const auto id : {std::uint32_t{0}, longest, last_to_end, count - 1})
    EXPECT_TRUE(std::ranges::binary_search(ids, id)) << id;
  std::uint32_t widest = 0;
  for (std::size_t i = 1; i < ids.size(); ++i) widest = std::max(widest, ids[i] - ids[i - 1]);
  EXPECT_LE(widest, 3u);
}

TEST(memory_watch, has_at_least_the_memory_at_the_start_of_the_run) {
  memory_watch watch;
  const auto start = now_ns();
  const auto readings = watch.stop(start, now_ns());
  ASSERT_FALSE(readings.empty());
  EXPECT_EQ(readings.front().at_ns, 0);
  EXPECT_GT(readings.front().resident_bytes, 1'000'000u);
}

}  // namespace
}  // namespace concbench::runner
