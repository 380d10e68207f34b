// The Trace Event format: what viewers rely on.
#include "report/exports/trace.hpp"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "timeline_example.hpp"

namespace concbench {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// The events of one phase.
std::vector<json::object> events(const report& from, std::string_view phase) {
  std::vector<json::object> found;
  const auto document = json::parse(render_trace(from));
  for (const auto& each : document.at("traceEvents").as_array())
    if (each.at("ph").as_string() == phase) found.push_back(each.as_object());
  return found;
}

/// The values of `args` of the metadata called `name`, as texts.
std::vector<std::string> metadata(const report& from, std::string_view name, std::string_view argument) {
  std::vector<std::string> values;
  for (const auto& each : events(from, "M"))
    if (each.at("name").as_string() == name) values.emplace_back(each.at("args").at(argument).as_string());
  return values;
}

TEST(render_trace, has_a_process_for_each_executor_with_a_timeline) {
  EXPECT_THAT(metadata(testing::timelines_report(), "process_name", "name"),
              ElementsAre("sequential", "thread-pool", "coroutines"));
}

TEST(render_trace, names_the_scenario_where_there_are_several) {
  auto shown = testing::timelines_report();
  shown.cells.resize(2);
  shown.cells[1].scenario = "echo";
  EXPECT_THAT(metadata(shown, "process_name", "name"), ElementsAre("sequential: sleep", "thread-pool: echo"));
}

TEST(render_trace, has_a_track_for_each_lane_and_names_the_thread_that_it_is) {
  auto shown = testing::timelines_report();
  shown.cells = {shown.cells[1]};
  EXPECT_THAT(metadata(shown, "thread_name", "name"), ElementsAre("lane 1 (thread 1)", "lane 2 (thread 2)",
                                                                  "lane 3 (thread 3)", "lane 4 (thread 4)"));
}

TEST(render_trace, has_a_complete_event_for_each_task_in_microseconds) {
  auto shown = testing::timelines_report();
  shown.cells.resize(1);
  shown.cells[0].timeline->tasks[1].start_ns = 1'500'000'001;
  const auto tasks = events(shown, "X");
  ASSERT_EQ(tasks.size(), 10u);
  EXPECT_EQ(tasks[1].at("name").as_string(), "task 1");
  EXPECT_EQ(tasks[1].at("ts").as_double(), 1'500'000.001);
  EXPECT_EQ(tasks[1].at("dur").as_double(), 1'499'999.999);
}

TEST(render_trace, says_the_thread_of_a_task_where_its_lane_had_several_and_when_it_was_due) {
  auto shown = testing::timelines_report();
  shown.cells.resize(1);
  EXPECT_FALSE(events(shown, "X")[1].contains("args"));
  shown.cells[0].timeline->tasks[1].thread = 7;
  shown.cells[0].timeline->tasks[1].due_ns = 1'500;
  EXPECT_EQ(events(shown, "X")[1].at("args"), (json::object{{"thread", 7}, {"due_us", 1.5}}));
}

TEST(render_trace, marks_tasks_that_failed) {
  EXPECT_THAT(render_trace(testing::timelines_report()), HasSubstr("\"task 3 (failed)\""));
}

TEST(render_trace, counts_the_tasks_that_ran_and_the_memory_where_it_is_known) {
  std::map<std::string, std::vector<std::int64_t>> counts;
  auto shown = testing::timelines_report();
  shown.cells = {shown.cells[2]};
  for (const auto& each : events(shown, "C"))
    counts[std::string(each.at("name").as_string())].push_back(
        each.at("args").as_object().begin()->value().to_number<std::int64_t>());
  EXPECT_THAT(counts["running tasks"], ElementsAre(10, 0));
  EXPECT_THAT(counts["resident memory"], ElementsAre(4096, 8192));
}

TEST(render_trace, is_valid_json_whatever_bytes_names_hold) {
  auto shown = testing::timelines_report();
  shown.cells[0].executor = "a\"b\xff\n";
  EXPECT_THAT(metadata(shown, "process_name", "name")[0], HasSubstr("a\"b"));
}

TEST(render_trace, without_a_timeline_has_no_events) {
  const report none;
  EXPECT_TRUE(json::parse(render_trace(none)).at("traceEvents").as_array().empty());
}

}  // namespace
}  // namespace concbench
