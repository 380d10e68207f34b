// What samples come to.
#include "report/figures/results.hpp"

#include <gtest/gtest.h>

#include "example_report.hpp"

namespace concbench {
namespace {

sample timed(std::int64_t round, std::int64_t wall_ns, enum status how = status::ok) {
  sample made;
  made.round = round;
  made.wall_ns = wall_ns;
  made.status = how;
  made.tasks_ok = 10;
  return made;
}

cell made_cell(std::string executor, std::vector<sample> samples, enum status how = status::ok) {
  cell made;
  made.scenario = "sleep";
  made.executor = std::move(executor);
  made.tasks = 10;
  made.status = how;
  made.samples = std::move(samples);
  return made;
}

report report_of(std::vector<cell> cells) {
  auto made = testing::empty_report();
  made.cells = std::move(cells);
  return made;
}

TEST(results, are_medians_and_extremes) {
  const auto from = report_of({made_cell("threads", {timed(0, 300), timed(1, 100), timed(2, 200)})});
  const auto results = results_of(from);
  const auto& figures = results.at(0).cells.at(0).figures.value();
  EXPECT_EQ(figures.time_ns, 200);
  EXPECT_EQ(figures.wall_ns, 200);
  EXPECT_EQ(figures.least_time_ns, 100);
  EXPECT_EQ(figures.most_time_ns, 300);
  EXPECT_DOUBLE_EQ(figures.tasks_per_second, 10 / 200e-9);
}

TEST(results, of_an_open_loop_compare_the_p99_from_the_intended_start) {
  auto slow = timed(0, 5000);
  slow.response_ns = {10, 20, 300, 400, 500};
  slow.latency_ns = {1, 2, 3, 4, 5};
  auto fast = slow;
  fast.response_ns.p99 = 100;
  fast.wall_ns = 6000;
  auto from = report_of({made_cell("sequential", {slow}), made_cell("threads", {fast})});
  from.plan.rate = 200;
  const auto results = results_of(from);
  const auto& [before, after] = std::pair(results[0].cells[0], results[0].cells[1]);
  EXPECT_EQ(before.figures->time_ns, 300);
  EXPECT_EQ(before.figures->wall_ns, 5000);
  EXPECT_EQ(before.figures->response.p999, 400);
  EXPECT_EQ(before.figures->latency.p99, 3);
  EXPECT_DOUBLE_EQ(after.speedup->ratio, 3);
  EXPECT_FALSE(after.lifecycle_speedup);
  EXPECT_TRUE(after.fastest);
}

TEST(results, have_the_rate_at_which_tasks_began) {
  auto taken = timed(0, 100);
  taken.last_start_ns = 45'000'000;  // 9 intervals of 5 ms
  const auto from = report_of({made_cell("threads", {taken})});
  EXPECT_DOUBLE_EQ(results_of(from)[0].cells[0].figures->starts_per_second, 200);
}

TEST(results, count_no_start_of_a_task_that_was_dropped) {
  auto taken = timed(0, 100, status::saturated);
  taken.tasks_ok = 6;
  taken.tasks_failed = 4;
  taken.tasks_dropped = 3;
  taken.last_start_ns = 30'000'000;  // 6 intervals of 5 ms
  const auto from = report_of({made_cell("threads", {taken}, status::saturated)});
  EXPECT_DOUBLE_EQ(results_of(from)[0].cells[0].figures->starts_per_second, 200);
}

TEST(results, pair_speedups_by_round_and_leave_out_rounds_without_a_partner) {
  const auto from = report_of({made_cell("sequential", {timed(0, 1000), timed(2, 9000)}),
                               made_cell("threads", {timed(2, 3000), timed(0, 500), timed(1, 1)})});
  const auto results = results_of(from);
  EXPECT_DOUBLE_EQ(results[0].cells[0].speedup.value().ratio, 1);
  EXPECT_NEAR(results[0].cells[1].speedup.value().ratio, 2.449, 0.001);  // √(2 × 3)
}

TEST(results, compare_with_the_first_ok_cell_where_the_baseline_is_not_ok) {
  const auto from =
      report_of({made_cell("sequential", {timed(0, 1000)}, status::timeout),
                 made_cell("threads", {timed(0, 500)}), made_cell("coroutines", {timed(0, 250)})});
  const auto results = results_of(from);
  EXPECT_FALSE(results[0].cells[0].speedup);
  EXPECT_TRUE(results[0].cells[1].reference);
  EXPECT_EQ(results[0].reference()->cell->executor, "threads");
  EXPECT_DOUBLE_EQ(results[0].cells[2].speedup.value().ratio, 2);
}

TEST(results, have_a_speedup_that_charges_start_and_stop_too) {
  auto slow_start = timed(0, 500);
  slow_start.startup_ns = 400;
  slow_start.teardown_ns = 100;
  const auto from =
      report_of({made_cell("sequential", {timed(0, 1000)}), made_cell("threads", {slow_start})});
  const auto results = results_of(from);
  EXPECT_DOUBLE_EQ(results[0].cells[1].speedup.value().ratio, 2);
  EXPECT_DOUBLE_EQ(results[0].cells[1].lifecycle_speedup.value().ratio, 1);
}

TEST(results, void_the_times_of_an_incorrect_cell) {
  const auto from =
      report_of({made_cell("threads", {timed(0, 100), timed(1, 100, status::incorrect)}, status::incorrect)});
  EXPECT_FALSE(results_of(from)[0].cells[0].figures);
}

TEST(results, keep_the_times_of_a_cell_that_failed_in_part) {
  auto all_failed = timed(1, 1, status::failed);
  all_failed.tasks_ok = 0;
  const auto from =
      report_of({made_cell("threads", {timed(0, 100, status::failed), all_failed}, status::failed)});
  const auto results = results_of(from);
  EXPECT_EQ(results[0].cells[0].figures.value().most_time_ns, 100);
  EXPECT_FALSE(results[0].cells[0].speedup);
}

TEST(results, mark_no_noisy_cell_that_is_slower_than_one_without_a_mark) {
  const auto rounds = [](const std::vector<std::int64_t>& times) {
    std::vector<sample> samples;
    for (const auto time : times) samples.push_back(timed(static_cast<std::int64_t>(samples.size()), time));
    return samples;
  };
  const auto from =
      report_of({made_cell("coroutines", rounds(std::vector<std::int64_t>(12, 100))),
                 made_cell("thread-pool", rounds(std::vector<std::int64_t>(12, 200))),
                 made_cell("threads", rounds({90, 90, 90, 90, 90, 500, 500, 500, 500, 500, 500, 500}))});
  const auto results = results_of(from);
  EXPECT_TRUE(results[0].cells[0].marked);
  EXPECT_FALSE(results[0].cells[1].marked);  // told apart
  EXPECT_FALSE(results[0].cells[2].marked);  // not told apart, and slower
}

TEST(results, call_the_least_median_of_several_ok_cells_the_fastest) {
  const auto from = report_of({made_cell("sequential", {timed(0, 300)}),
                               made_cell("threads", {timed(0, 10)}, status::failed),
                               made_cell("coroutines", {timed(0, 200)})});
  const auto cells = results_of(from)[0].cells;
  EXPECT_FALSE(cells[0].fastest);
  EXPECT_FALSE(cells[1].fastest);
  EXPECT_TRUE(cells[2].fastest);
}

TEST(results, have_no_fastest_without_a_rival) {
  const auto from = report_of({made_cell("sequential", {timed(0, 300)})});
  EXPECT_FALSE(results_of(from)[0].cells[0].fastest);
}

TEST(results, keep_scenarios_and_parameter_values_apart) {
  auto slow = made_cell("threads", {timed(0, 100)});
  slow.params = testing::params_of({{"delay", std::int64_t{1}, "1ns"}});
  const auto from = report_of({made_cell("threads", {}), slow, slow});
  EXPECT_EQ(results_of(from).size(), 3u);
}

TEST(status_text, counts_failed_tasks_over_all_samples) {
  auto of = made_cell("threads", {timed(0, 100, status::failed), timed(1, 100)}, status::failed);
  of.samples[0].tasks_failed = 5;
  EXPECT_EQ(status_text(of), "FAILED 5 of 25 tasks");
}

TEST(status_text, names_every_other_end) {
  EXPECT_EQ(status_text(made_cell("x", {timed(0, 1)})), "");
  EXPECT_EQ(status_text(made_cell("x", {})), "not run");
  EXPECT_EQ(status_text(made_cell("x", {}, status::failed)), "FAILED");
  EXPECT_EQ(status_text(made_cell("x", {}, status::incorrect)), "INCORRECT");
  EXPECT_EQ(status_text(made_cell("x", {}, status::not_applicable)), "n/a");
}

TEST(failure_reasons, are_summed_over_the_samples_and_sorted) {
  auto of = made_cell("x", {timed(0, 1, status::failed), timed(1, 1, status::failed)}, status::failed);
  of.samples[0].errors = {{"reset", 2}, {"503", 1}};
  of.samples[1].errors = {{"503", 4}};
  const auto reasons = failure_reasons(of);
  ASSERT_EQ(reasons.size(), 2u);
  EXPECT_EQ(reasons[0].reason, "503");
  EXPECT_EQ(reasons[0].count, 5u);
}

TEST(failure_reasons, fall_back_on_the_reason_of_the_cell) {
  auto of = made_cell("x", {}, status::failed);
  of.reason = "no space left on device";
  EXPECT_EQ(failure_reasons(of).at(0).reason, "no space left on device");
}

}  // namespace
}  // namespace concbench
