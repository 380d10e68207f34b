// When the output warns, and when it keeps quiet.
#include "report/words/warnings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "declared_work.hpp"
#include "example_report.hpp"

namespace concbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> warned(const report& from) {
  std::vector<std::string> lines;
  for (const auto& each : warnings_of(from, results_of(from))) lines.push_back(to_line(each));
  return lines;
}

/// The tutorial's report with as many rounds as intervals need.
report calm_report() {
  auto from = testing::tutorial_report();
  for (auto& each : from.cells)
    for (std::int64_t round = 1; round < 7; ++round) {
      each.samples.push_back(each.samples.front());
      each.samples.back().round = round;
    }
  return from;
}

TEST(warnings, are_none_for_a_calm_report) {
  EXPECT_TRUE(warned(calm_report()).empty());
}

TEST(warnings, say_how_many_rounds_an_interval_needs) {
  auto from = calm_report();
  from.plan.rounds = 3;
  for (auto& each : from.cells) each.samples.resize(3);
  EXPECT_EQ(warned(from).at(0), "too few rounds for intervals: sleep; 7 rounds are enough for all: -r 7");
  from.plan.budget_ns = 1;
  from.plan.rounds = 100;
  EXPECT_TRUE(warned(from).at(0).ends_with("enough for all: a longer --budget"));
}

TEST(warnings, do_not_mind_that_one_round_was_asked_for) {
  EXPECT_TRUE(warned(testing::tutorial_report()).empty());
}

TEST(warnings, name_cells_whose_time_is_close_to_the_executors_own_cost) {
  auto from = calm_report();
  auto empty = from.cells[1];
  empty.scenario = "noop";
  for (auto& each : empty.samples) each.wall_ns = 150'000'000;  // 15 ms a task, of 1.5 s in all
  from.cells.push_back(empty);
  EXPECT_EQ(
      warned(from).at(0),
      "the executor's own work takes 5 % of the time or more: sleep/threads (10 %); these figures hold for tasks as "
      "short as these: between models, longer tasks differ by less");
}

TEST(warnings, know_empty_tasks_by_what_the_report_says_of_a_scenario_and_not_by_its_name) {
  auto from = calm_report();
  auto empty = from.cells[1];
  empty.scenario = "of-another-build";
  for (auto& each : empty.samples) each.wall_ns = 150'000'000;
  from.cells.push_back(empty);
  from.scenarios = {{.name = "of-another-build", .work = work_kind::overhead, .empty_tasks = true}};
  EXPECT_THAT(warned(from), ElementsAre(HasSubstr("sleep/threads (10 %)")));
  from.scenarios = {{.name = "of-another-build"}};
  EXPECT_TRUE(warned(from).empty());
}

TEST(warnings, leave_out_scenarios_that_measure_the_executors_own_cost) {
  auto from = calm_report();
  from.dispatch = {{from.cells[1].executor, from.cells[1].tasks, {150'000'000}}};
  for (auto& each : from.cells) each.scenario = "fan-out";
  EXPECT_TRUE(warned(from).empty());
}

TEST(warnings, know_the_executors_own_cost_from_samples_beside_the_rounds) {
  auto from = calm_report();
  const auto& judged = from.cells[1];
  from.dispatch = {{judged.executor, judged.tasks, {1, 150'000'000, 400'000'000}}};
  EXPECT_TRUE(warned(from).at(0).starts_with(
      "the executor's own work takes 5 % of the time or more: sleep/threads (10 %)"));
  from.dispatch[0].wall_ns = {1'000'000};
  EXPECT_TRUE(warned(from).empty());
}

TEST(warnings, name_the_weakness_the_cells_and_the_remedy) {
  const auto lines = warned(testing::full_report());
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[0],
            "times spread by 10 % or more: image-download/threads (21 %); take more rounds (-r), or quieten "
            "the machine (concbench doctor)");
  EXPECT_EQ(lines[1], "samples shorter than 1 ms: file-io/sequential (414 µs); give them more tasks (-n)");
  EXPECT_EQ(
      lines[2],
      "the server used 90 % or more of a CPU: api-calls/coroutines (94 %); it may be what was measured: run "
      "'concbench serve' on another host and pass --server");
  EXPECT_EQ(
      lines[3],
      "the client used 90 % or more of the CPUs that it can use: image-download/coroutines (92 % of 1); "
      "its own CPU time is what was measured, not waiting: lower --rate or -c, or let answers take longer");
  EXPECT_EQ(
      lines[4],
      "client and server used 90 % or more of all CPUs: api-calls/coroutines (138 %); they took them from "
      "each other: run 'concbench serve' on another host and pass --server");
}

TEST(warnings, tell_last_of_a_machine_that_weakens_the_figures_and_what_corrects_it) {
  auto from = testing::tutorial_report();
  const auto before = warned(from).size();
  from.environment = {{"governor", "powersave"}, {"turbo", "on"}, {"swap_used_bytes", "1048576", true}};
  const auto lines = warned(from);
  ASSERT_EQ(lines.size(), before + 2);
  EXPECT_EQ(
      lines[before],
      "swap 1.00 MiB in use: pages come back from disk in the middle of a sample, and peak memory leaves "
      "out what is there; try: sudo swapoff -a && sudo swapon -a");
  const auto& last = lines.back();
  EXPECT_TRUE(last.starts_with("governor powersave: ")) << last;
  EXPECT_TRUE(last.ends_with("; try: sudo cpupower frequency-set -g performance")) << last;
}

TEST(warnings, name_the_worst_three_and_count_the_others) {
  auto from = testing::tutorial_report();
  for (std::size_t i = 0; i < 4; ++i)
    from.cells[i].samples[0].wall_ns = 1000 * (static_cast<std::int64_t>(i) + 1);
  from.cells.push_back(from.cells[0]);
  from.cells.back().executor = "fifth";
  EXPECT_EQ(warned(from).at(0),
            "samples shorter than 1 ms: sleep/sequential (1.00 µs), sleep/fifth (1.00 µs), sleep/threads "
            "(2.00 µs) and 2 more; "
            "give them more tasks (-n)");
}

/// A calm report of an HTTP scenario in which each cell has used so many CPUs of two.
report busy_report(double client, double server, std::uint64_t threads) {
  auto from = calm_report();
  from.scenarios = {testing::facts_of_client("sleep")};
  for (auto& each : from.cells)
    for (auto& taken : each.samples) {
      taken.cpu_user_ns = static_cast<std::int64_t>(client * static_cast<double>(taken.wall_ns));
      taken.cpu_system_ns = 0;
      taken.server_cpu_ns = static_cast<std::int64_t>(server * static_cast<double>(taken.wall_ns));
      taken.peak_threads = threads;
      taken.counters = {{"connections_opened", 1}};
    }
  return from;
}

std::vector<weakness> kinds_of(const report& from) {
  std::vector<weakness> kinds;
  for (const auto& each : warnings_of(from, results_of(from))) kinds.push_back(each.kind);
  return kinds;
}

TEST(warnings, tell_a_busy_client_by_the_cpus_that_its_threads_can_use) {
  EXPECT_EQ(kinds_of(busy_report(0.95, 0.1, 1)), std::vector{weakness::busy_client});
  EXPECT_EQ(kinds_of(busy_report(0.95, 0.1, 5)), std::vector<weakness>());
  EXPECT_EQ(kinds_of(busy_report(0.85, 0.1, 1)), std::vector<weakness>());
}

TEST(warnings, count_the_cpus_that_workers_were_bound_to) {
  auto from = busy_report(0.95, 0.1, 5);
  from.plan.cpus = "1";
  EXPECT_EQ(kinds_of(from), std::vector{weakness::busy_client});
}

TEST(warnings, do_not_mind_work_that_is_nothing_but_cpu_time) {
  auto from = busy_report(0.95, 0, 1);
  for (auto& each : from.cells)
    for (auto& taken : each.samples) taken.counters.clear();
  EXPECT_TRUE(kinds_of(from).empty());
}

TEST(warnings, tell_when_client_and_server_together_filled_the_machine) {
  auto from = busy_report(1.2, 0.7, 5);
  EXPECT_EQ(kinds_of(from), std::vector{weakness::busy_machine});
  from.plan.server = "http://elsewhere:8080";
  EXPECT_TRUE(kinds_of(from).empty());
}

}  // namespace
}  // namespace concbench
