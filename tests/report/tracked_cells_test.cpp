// What dashboards get: which cells, under which names, with which figures, in both formats.
#include "report/exports/tracked_cells.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "example_report.hpp"
#include "golden.hpp"
#include "report/exports/benchmark_action.hpp"
#include "report/exports/bmf.hpp"
#include "swept_report.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> tracked_names(const report& from) {
  std::vector<std::string> names;
  for (const auto& each : tracked_cells(from)) names.push_back(each.name);
  return names;
}

boost::json::object entry_named(const report& from, std::string_view name) {
  const auto document = boost::json::parse(render_benchmark_action(from));
  for (const auto& each : document.as_array())
    if (each.at("name").as_string() == name) return each.as_object();
  ADD_FAILURE() << "no entry is called " << name;
  return {};
}

TEST(tracked_cells, are_those_that_are_ok) {
  const auto names = tracked_names(testing::full_report());
  EXPECT_EQ(names.size(), 11u);
  EXPECT_EQ(names.front(), "sleep/sequential");
  EXPECT_THAT(names, Each(Not(HasSubstr("api-calls/threads"))));  // failed
}

TEST(tracked_cells, leave_out_the_others_and_say_so_of_all_but_those_that_cannot_run) {
  EXPECT_THAT(untracked_cells(testing::full_report()),
              ElementsAre("api-calls/threads (failed)", "api-calls/thread-pool (crashed)",
                          "file-io/threads (incorrect)", "file-io/thread-pool (timeout)"));
  EXPECT_THAT(untracked_cells(testing::tutorial_report()), IsEmpty());
}

TEST(tracked_cells, leave_out_what_could_not_keep_up_with_the_rate) {
  EXPECT_THAT(untracked_cells(testing::open_loop_report()), ElementsAre("api-calls/sequential (saturated)"));
}

TEST(tracked_cells, of_an_interrupted_run_leave_out_what_did_not_run) {
  auto from = testing::tutorial_report();
  from.plan.interrupted = true;
  from.cells.back().samples.clear();
  EXPECT_THAT(untracked_cells(from), ElementsAre("sleep/coroutines (not run)"));
}

TEST(tracked_cells, of_a_sweep_have_names_of_their_own) {
  auto names = tracked_names(testing::swept_report());
  EXPECT_THAT(names, Each(HasSubstr(" at tasks=")));
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

TEST(tracked_cells, have_an_interval_from_six_rounds_on) {
  auto from = testing::full_report();
  const auto of_eight = tracked_cells(from).front();
  ASSERT_TRUE(of_eight.time_range);
  EXPECT_LT(of_eight.time_range->low, of_eight.figures.time_ns);
  EXPECT_GT(of_eight.time_range->high, of_eight.figures.time_ns);
  from.cells.front().samples.resize(5);
  EXPECT_FALSE(tracked_cells(from).front().time_range);
}

TEST(render_bmf, gives_the_golden_file) {
  testing::expect_golden("full.bmf.json", render_bmf(testing::full_report()));
}

TEST(render_bmf, gives_an_object_that_is_empty_where_no_cell_is_ok) {
  EXPECT_EQ(render_bmf(testing::empty_report()), "{}\n");
}

TEST(render_bmf, leaves_out_what_a_worker_did_not_measure) {
  auto from = testing::tutorial_report();
  from.cells.front().samples.front().peak_rss_bytes = 0;
  const auto document = boost::json::parse(render_bmf(from));
  const auto& measures = document.at("sleep/sequential").as_object();
  EXPECT_FALSE(measures.contains("peak-memory"));
  EXPECT_TRUE(measures.contains("added-memory"));
  EXPECT_FALSE(measures.at("latency").as_object().contains("lower_value"));  // one round
  EXPECT_EQ(measures.at("latency").at("value").to_number<double>(), 15'002'000'000);
}

TEST(render_bmf, gives_of_an_open_loop_the_p99_from_when_tasks_were_due) {
  const auto from = testing::open_loop_report();
  const auto document = boost::json::parse(render_bmf(from));
  const auto cells = tracked_cells(from);
  EXPECT_EQ(document.at("api-calls/threads").at("latency").at("value").to_number<double>(),
            cells.front().figures.response.p99);
}

TEST(render_benchmark_action, gives_the_golden_file) {
  testing::expect_golden("full.benchmark-action.json", render_benchmark_action(testing::full_report()));
}

TEST(render_benchmark_action, gives_an_array_that_is_empty_where_no_cell_is_ok) {
  EXPECT_EQ(render_benchmark_action(testing::empty_report()), "[]\n");
}

TEST(render_benchmark_action, reaches_with_its_range_to_the_farther_end_of_the_interval) {
  auto from = testing::full_report();
  auto& samples = from.cells.front().samples;  // of eight, the interval goes from the first to the last
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i].wall_ns = 1000 + static_cast<std::int64_t>(i);
  samples.back().wall_ns = 1500;
  EXPECT_EQ(entry_named(from, "sleep/sequential").at("range").as_string(), "± 496.5");
}

TEST(render_benchmark_action, gives_no_range_where_the_rounds_are_too_few) {
  EXPECT_FALSE(entry_named(testing::tutorial_report(), "sleep/threads").contains("range"));
}

TEST(render_benchmark_action, says_what_was_run_and_stays_valid_whatever_bytes_that_has) {
  auto from = testing::tutorial_report();
  from.cells.front().params.set({"dir", std::string("\xff"), "\xff"});
  EXPECT_THAT(std::string(entry_named(from, "sleep/sequential").at("extra").as_string()),
              AllOf(HasSubstr("tasks=10 concurrency=10 delay=1.5s"), HasSubstr("dir=\uFFFD")));
}

TEST(render_benchmark_action, gives_memory_in_bytes_beside_the_time) {
  const auto memory = entry_named(testing::tutorial_report(), "sleep/threads (peak memory)");
  EXPECT_EQ(memory.at("unit").as_string(), "bytes");
  EXPECT_GT(memory.at("value").to_number<double>(), 9e6);
  const auto added = entry_named(testing::tutorial_report(), "sleep/threads (memory that the run added)");
  EXPECT_EQ(added.at("unit").as_string(), "bytes");
  EXPECT_LT(added.at("value").to_number<double>(), memory.at("value").to_number<double>() - 8e6);
}

}  // namespace
}  // namespace concbench
