// What is said of speedups that a reader may take for wrong.
#include "report/terminal/text.hpp"

#include <gtest/gtest.h>

#include "example_report.hpp"
#include "reading.hpp"
#include "timed_report.hpp"

namespace concbench {
namespace {

using testing::contains;
using testing::with_times;

constexpr auto contradiction = "the speedup does not follow from the medians beside it: ";

TEST(render_text, says_where_a_speedup_is_far_from_what_the_times_beside_it_make) {
  // All times rise from round to round, and one of threads is out of line.
  const auto text = render_text(with_times({{8, 1, 2},
                                            {16, 2, 4},
                                            {32, 4, 8},
                                            {64, 80, 16},
                                            {128, 16, 32},
                                            {256, 32, 64},
                                            {512, 64, 128},
                                            {1024, 128, 256},
                                            {2048, 256, 512},
                                            {4096, 512, 1024}}),
                                {.width = 400});
  EXPECT_TRUE(contains(text, std::string(contradiction) +
                                 "threads (8.00×, and 4.00× by the times shown). It is the "
                                 "median of the ratios within each round"))
      << text;
}

TEST(render_text, says_nothing_where_the_intervals_explain_why_speedups_are_in_another_order_than_the_times) {
  const auto text = render_text(with_times({{100, 50, 50},
                                            {120, 48, 52},
                                            {120, 50, 50},
                                            {110, 54, 50},
                                            {100, 50, 52},
                                            {100, 54, 54},
                                            {120, 52, 54}}),
                                {.width = 400});
  EXPECT_FALSE(contains(text, contradiction)) << text;
}

TEST(render_text, says_of_a_speedup_without_an_interval_only_where_the_times_say_the_opposite) {
  const auto ends_of = [](double last) {
    return render_text(with_times({{100, 90, 50}, {200, 180, 100}, {300, last, 150}}), {.width = 400});
  };
  EXPECT_FALSE(contains(ends_of(240), contradiction));
  const auto text = render_text(with_times({{100, 90, 50}, {200, 180, 100}, {150, 300, 75}}), {.width = 400});
  EXPECT_TRUE(contains(text, std::string(contradiction) + "threads (1.11×, and 0.83× by the times shown)"))
      << text;
}

TEST(render_text, says_of_a_speedup_without_an_interval_where_the_times_make_another_one_by_half) {
  const auto text = render_text(with_times({{100, 10, 50}, {200, 190, 100}, {300, 30, 150}}), {.width = 400});
  EXPECT_TRUE(contains(text, std::string(contradiction) + "threads (10.0×, and 6.67× by the times shown)"))
      << text;
  EXPECT_FALSE(
      contains(render_text(with_times({{100, 10, 50}, {200, 28, 100}, {300, 30, 150}}), {.width = 400}),
               contradiction));
}

TEST(render_text, says_nothing_of_a_column_that_finds_no_place) {
  const auto from = with_times({{100, 90, 50}, {200, 180, 100}, {150, 300, 75}});
  EXPECT_FALSE(contains(render_text(from, {.width = 24}), "does not follow"))
      << render_text(from, {.width = 24});
}

TEST(render_text, says_nothing_of_speedups_that_differ_a_little_from_what_the_times_make) {
  EXPECT_FALSE(contains(render_text(testing::full_report(), {.width = 400}), contradiction));
}

TEST(render_text, says_why_a_speedup_can_be_above_the_number_of_tasks_at_once) {
  auto from = testing::tutorial_report();
  for (auto& each : from.cells) each.samples[0].peak_tasks = each.executor == "sequential" ? 1 : 10;
  EXPECT_FALSE(contains(render_text(from, {.width = 400}), "above 10×"));
  from.cells[0].samples[0].wall_ns = 18'000'000'000;
  const auto text = render_text(from, {.width = 400});
  EXPECT_TRUE(
      contains(text,
               "above 10×, with 10 at once: threads (12.0×), thread-pool (12.0×), coroutines (12.0×). So "
               "sequential took longer for each task: 1.800 s a task, where one took 1.500 s (p50) beside "
               "the others."))
      << text;
  EXPECT_TRUE(contains(text, "slow down tasks that run one after another; take about 10×")) << text;
  from.plan.baseline = "threads";
  EXPECT_FALSE(contains(render_text(from, {.width = 400}), "above 10×"));
}

TEST(render_text, calls_a_speedup_above_the_number_of_tasks_at_once_only_where_its_whole_interval_is) {
  auto from = testing::full_report();
  from.cells.resize(4);
  for (auto& each : from.cells)
    for (auto& taken : each.samples) {
      taken.peak_tasks = each.executor == "sequential" ? 1 : each.tasks;
      taken.wall_ns = each.executor == "sequential" ? 33'000'000 : 1'000'000;  // 33×, with 32 at once
    }
  EXPECT_TRUE(contains(render_text(from, {.width = 400}), "above 32×, with 32 at once: threads (33.0×)"));
  for (auto& each : from.cells)
    if (each.executor == "threads")
      for (std::size_t i = 0; i < 3; ++i) each.samples[i].wall_ns = 1'100'000;  // 30×
  const auto text = render_text(from, {.width = 400});
  EXPECT_TRUE(contains(text, "above 32×, with 32 at once: thread-pool (33.0×), coroutines (33.0×)")) << text;
}

TEST(render_text, says_nothing_of_speedups_above_the_number_of_tasks_at_once_where_that_is_one) {
  auto from = testing::tutorial_report();
  for (auto& each : from.cells) {
    each.concurrency = 1;
    each.samples[0].peak_tasks = 1;
  }
  const auto text = render_text(from, {.width = 400});
  EXPECT_TRUE(contains(text, "10.0×"));
  EXPECT_FALSE(contains(text, "at once: ")) << text;
}

TEST(render_text, says_nothing_of_speedups_above_the_number_of_tasks_at_once_of_queries_sent_ahead) {
  auto from = testing::tutorial_report();
  for (auto& each : from.cells) each.samples[0].peak_tasks = each.executor == "sequential" ? 1 : 10;
  from.cells[0].samples[0].wall_ns = 18'000'000'000;
  from.scenarios = {{.name = "sleep",
                     .counters = {{.name = "queries_sent_ahead", .meaning = counter_meaning::sent_ahead}}}};
  for (auto& each : from.cells)
    each.samples[0].counters = {{"queries_sent_ahead", each.executor == "coroutines" ? 900 : 0}};
  const auto text = render_text(from, {.width = 400});
  EXPECT_TRUE(contains(text, "above 10×, with 10 at once: threads (12.0×), thread-pool (12.0×). So")) << text;
}

}  // namespace
}  // namespace concbench
