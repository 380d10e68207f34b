// Timelines as JSON, and what is refused.
#include "core/timeline_json.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace concbench {
namespace {

using ::testing::HasSubstr;

/// Two tasks on one lane and a third beside them that failed.
task_timeline three_tasks() {
  return {.wall_ns = 100,
          .began = 3,
          .peak_tasks = 2,
          .tasks = {{.id = 0, .lane = 1, .thread = 1, .start_ns = 5, .end_ns = 40},
                    {.id = 2, .lane = 2, .thread = 2, .ok = false, .due_ns = 7, .start_ns = 10, .end_ns = 90},
                    {.id = 1, .lane = 1, .thread = 0, .start_ns = 40, .end_ns = 40}},
          .memory = {{.at_ns = 0, .resident_bytes = 4096}, {.at_ns = 50, .resident_bytes = 8192}}};
}

task_timeline read(const boost::json::object& from) {
  return read_timeline(json_field(from, "timeline"));
}

/// What is said of `three_tasks` with the value called `name` in the place of its own.
std::string refusal_of(std::string_view name, boost::json::value value) {
  auto object = to_json(three_tasks());
  object[name] = std::move(value);
  try {
    read(object);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "nothing";
}

TEST(a_timeline, is_read_as_it_was_written) {
  EXPECT_EQ(read(to_json(three_tasks())), three_tasks());
}

TEST(a_timeline, has_no_due_times_in_a_closed_loop) {
  auto closed = three_tasks();
  closed.tasks[1].due_ns = 0;
  EXPECT_FALSE(to_json(closed).contains("due_ns"));
  EXPECT_EQ(read(to_json(closed)), closed);
}

TEST(a_timeline, with_a_problem_has_that_alone) {
  const auto written = to_json(task_timeline{.problem = "the worker keeps none"});
  EXPECT_EQ(written.size(), 1u);
  EXPECT_EQ(read(written).problem, "the worker keeps none");
}

TEST(a_timeline, is_refused_where_its_arrays_differ_in_length) {
  EXPECT_THAT(refusal_of("end_ns", {1, 2}),
              HasSubstr("'timeline.end_ns' is an array; it must be an array of 3"));
}

TEST(a_timeline, is_refused_where_a_task_ends_before_it_begins) {
  EXPECT_THAT(refusal_of("end_ns", {40, 9, 40}),
              HasSubstr("'timeline.end_ns[1]' is 9; it must be at least 10"));
}

TEST(a_timeline, is_refused_where_its_tasks_are_not_in_order) {
  EXPECT_THAT(refusal_of("start_ns", {12, 10, 40}), HasSubstr("'timeline.start_ns[1]' is 10"));
}

TEST(a_timeline, is_refused_where_two_tasks_are_on_one_lane_at_once) {
  EXPECT_THAT(refusal_of("lane", {1, 1, 1}), HasSubstr("its lane ended"));
}

TEST(a_timeline, is_refused_with_more_tasks_than_began) {
  EXPECT_THAT(refusal_of("began", 2), HasSubstr("'timeline.began' is 2"));
}

TEST(a_timeline, is_refused_with_more_tasks_than_one_keeps) {
  boost::json::array many(most_timeline_tasks + 1, 0);
  EXPECT_THAT(refusal_of("task", many), HasSubstr("at most 100000 numbers"));
}

TEST(a_timeline, is_refused_where_its_memory_is_not_in_order) {
  EXPECT_THAT(refusal_of("memory_at_ns", {50, 0}), HasSubstr("'timeline.memory_at_ns[1]' is 0"));
}

}  // namespace
}  // namespace concbench
