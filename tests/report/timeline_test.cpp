// What drawings of timelines are made of.
#include "report/figures/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "timeline_example.hpp"

namespace concbench {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;
using testing::waves;

TEST(rows_of, is_a_staircase_of_tasks_that_run_one_after_another) {
  EXPECT_THAT(rows_of(waves(3, 1, 10), timeline_rows::tasks, 6, 1),
              ElementsAre(timeline_row{{0, 10}}, timeline_row{{10, 20}}, timeline_row{{20, 30}}));
}

TEST(rows_of, is_one_row_of_their_lane) {
  EXPECT_THAT(rows_of(waves(3, 1, 10), timeline_rows::lanes, 6, 1), ElementsAre(timeline_row{{0, 30}}));
}

TEST(rows_of, puts_neighbours_into_one_row_where_there_are_too_many) {
  EXPECT_THAT(rows_of(waves(4, 1, 10), timeline_rows::tasks, 2, 1),
              ElementsAre(timeline_row{{0, 20}}, timeline_row{{20, 40}}));
}

TEST(rows_of, keeps_bars_apart_that_have_a_gap_between_them) {
  auto apart = waves(2, 1, 10);
  apart.tasks[1].start_ns = 15;
  EXPECT_THAT(rows_of(apart, timeline_rows::lanes, 6, 5), ElementsAre(timeline_row{{0, 10}, {15, 20}}));
  EXPECT_THAT(rows_of(apart, timeline_rows::lanes, 6, 6), ElementsAre(timeline_row{{0, 20}}));
}

TEST(rows_of, has_no_rows_without_tasks) {
  EXPECT_THAT(rows_of({}, timeline_rows::tasks, 6, 1), IsEmpty());
}

TEST(running_over_time, has_each_change) {
  task_timeline two = waves(2, 2, 10);
  two.tasks[1].start_ns = 4;
  EXPECT_THAT(running_over_time(two, 9),
              ElementsAre(running_tasks{0, 1}, running_tasks{4, 2}, running_tasks{10, 0}));
}

TEST(running_over_time, counts_a_task_that_takes_the_lane_of_another_at_once_only_once) {
  EXPECT_THAT(running_over_time(waves(2, 1, 10), 9),
              ElementsAre(running_tasks{0, 1}, running_tasks{10, 1}, running_tasks{20, 0}));
}

TEST(running_over_time, knows_of_a_task_that_took_no_time) {
  EXPECT_THAT(running_over_time(waves(1, 1, 0), 9), ElementsAre(running_tasks{0, 0}));
}

TEST(running_over_time, has_the_largest_count_of_each_part_where_there_are_too_many_changes) {
  task_timeline many = waves(1000, 10, 10);
  for (std::uint32_t id = 0; id < 1000; ++id) many.tasks[id].end_ns -= id % 3;
  const auto points = running_over_time(many, 20);
  EXPECT_THAT(points, SizeIs(Le(21u)));
  for (std::size_t i = 0; i + 1 < points.size(); ++i) EXPECT_EQ(points[i].count, 10u) << points[i].from_ns;
  EXPECT_EQ(points.back().count, 0u);
}

TEST(running_over_time, does_not_stretch_a_count_over_a_pause) {
  task_timeline paused = waves(100, 1, 1);
  paused.tasks.push_back({.id = 100, .start_ns = 100'000, .end_ns = 100'001});
  const auto points = running_over_time(paused, 11);
  ASSERT_GE(points.size(), 3u);
  EXPECT_EQ(points[0], (running_tasks{0, 1}));
  EXPECT_EQ(points[1].count, 0u);
}

TEST(thread_count, leaves_out_threads_that_are_not_known) {
  auto unknown = waves(4, 2, 10);
  EXPECT_EQ(thread_count(unknown), 2u);
  for (auto& each : unknown.tasks) each.thread = 0;
  EXPECT_EQ(thread_count(unknown), 0u);
}

TEST(timeline_extent, reaches_the_end_of_the_longest_run) {
  const auto shown = testing::timelines_report();
  EXPECT_EQ(timeline_extent(results_of(shown).front()), 15'000'000'000);
}

}  // namespace
}  // namespace concbench
