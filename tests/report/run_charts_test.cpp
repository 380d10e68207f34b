// The charts of a run, before they are drawn.
#include "report/pages/run_charts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "example_report.hpp"
#include "report/figures/results.hpp"

namespace concbench {
namespace {

/// One scenario of an open loop: the p99 of two executors in each round, in ns.
report open_loop_of(const std::vector<std::int64_t>& threads, const std::vector<std::int64_t>& coroutines) {
  auto made = testing::empty_report();
  made.plan.rate = 100;
  made.plan.baseline = "threads";
  for (const auto& [executor, times] : {std::pair("threads", threads), std::pair("coroutines", coroutines)}) {
    auto& cell = made.cells.emplace_back();
    cell.scenario = "api-calls";
    cell.executor = executor;
    for (std::size_t i = 0; i < times.size(); ++i) {
      auto& taken = cell.samples.emplace_back();
      taken.round = static_cast<std::int64_t>(i);
      taken.wall_ns = 1'000'000;
      taken.tasks_ok = 1;
      taken.response_ns.p99 = times[i];
    }
  }
  return made;
}

const std::vector<std::int64_t> steady(8, 100);

/// What is said above the chart of the latencies, or nothing where there is none.
std::string latency_caution(const report& from) {
  for (const auto& row : scenario_charts(results_of(from).front(), from.plan))
    for (const auto& each : row.charts)
      if (const auto* chart = std::get_if<curve_chart>(&each); chart != nullptr && chart->y_name == "latency")
        return chart->title + ". " + chart->caution;
  return "";
}

TEST(scenario_charts, warn_of_comparing_executors_by_latencies_where_these_leave_the_wait_out) {
  auto from = open_loop_of(steady, steady);
  for (auto& cell : from.cells)
    for (auto& each : cell.samples) {
      each.tasks_ok = 20;
      each.latency_ns.p50 = each.response_ns.p50 = 10;
      each.latency_ns.p90 = each.response_ns.p90 = 20;
    }
  EXPECT_EQ(latency_caution(from), "latency by percentile: from when tasks were due, dashed once started. ");
  from.plan.rate = 0;
  EXPECT_EQ(
      latency_caution(from),
      "latency by percentile. Do not compare executors by it: how long a task waited before it was taken up is not "
      "in it; --rate measures the wait too");
}

TEST(winners_chart, has_a_row_of_a_winner_that_is_resolved) {
  const auto from = open_loop_of(steady, std::vector<std::int64_t>(8, 50));
  const auto chart = winners_chart(results_of(from), from.plan);
  ASSERT_EQ(chart.rows.size(), 1u);
  EXPECT_EQ(chart.rows[0].label, "api-calls: coroutines");
  EXPECT_EQ(chart.rows[0].ratio, 2);
}

TEST(winners_chart, has_no_row_of_a_winner_that_is_not_resolved) {
  const auto from = open_loop_of(steady, {90, 110, 90, 110, 90, 110, 90, 90});
  EXPECT_TRUE(winners_chart(results_of(from), from.plan).rows.empty());
}

TEST(winners_chart, says_beside_those_of_other_scenarios_that_nobody_is_resolved) {
  auto from = open_loop_of(steady, {90, 110, 90, 110, 90, 110, 90, 90});
  for (auto& each : open_loop_of(steady, std::vector<std::int64_t>(8, 50)).cells) {
    from.cells.push_back(each);
    from.cells.back().scenario = "mixed";
  }
  const auto chart = winners_chart(results_of(from), from.plan);
  ASSERT_EQ(chart.rows.size(), 2u);
  EXPECT_EQ(chart.rows[0].label + ": " + chart.rows[0].figure, "api-calls: no winner is resolved");
  EXPECT_EQ(chart.rows[0].ratio, 0);
  EXPECT_EQ(chart.rows[1].label, "mixed: coroutines");
}

TEST(speedup_map, writes_a_ratio_as_its_column_does) {
  const auto from = open_loop_of(steady, std::vector<std::int64_t>(8, 109));
  const auto map = speedup_map(results_of(from), from.plan);
  ASSERT_EQ(map.rows.size(), 1u);
  EXPECT_EQ(map.rows[0].second.at(1).text, "1.09× higher");
}

TEST(speedup_map, marks_a_ratio_that_has_no_interval_and_says_what_the_mark_means) {
  const auto few = open_loop_of({100, 100}, {109, 109});
  const auto map = speedup_map(results_of(few), few.plan);
  EXPECT_EQ(map.rows.at(0).second.at(1).text, "1.09× higher ?");
  EXPECT_EQ(map.rows.at(0).second.at(0).text, "1.00×");  // the baseline itself
  EXPECT_THAT(map.title, ::testing::HasSubstr("?: too few rounds for an interval"));
  const auto enough = open_loop_of(steady, std::vector<std::int64_t>(8, 109));
  EXPECT_THAT(speedup_map(results_of(enough), enough.plan).title, ::testing::Not(::testing::HasSubstr("?")));
}

}  // namespace
}  // namespace concbench
