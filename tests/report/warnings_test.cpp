// When the output warns, and when it keeps quiet.
#include "report/warnings.hpp"

#include <gtest/gtest.h>

#include "example_report.hpp"

namespace concbench {
namespace {

std::vector<std::string> warned(const report& from) {
  std::vector<std::string> lines;
  for (const auto& each : warnings_of(results_of(from), from.environment, {})) lines.push_back(to_line(each));
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
  EXPECT_EQ(warned(testing::tutorial_report()).at(0),
            "too few rounds for intervals: sleep (1, needs ≥ 7); take more (-r), or --precision 5%");
}

TEST(warnings, name_cells_whose_time_is_close_to_the_executors_own_cost) {
  auto from = calm_report();
  auto empty = from.cells[1];
  empty.scenario = "noop";
  for (auto& each : empty.samples) each.wall_ns = 150'000'000;  // 15 ms a task, of 1.5 s in all
  from.cells.push_back(empty);
  EXPECT_EQ(
      warned(from).at(0),
      "the executor's own cost is 5 % of the time or more: sleep/threads (10 %); they compare the models "
      "more than the work: give the tasks more to do");
}

TEST(warnings, name_the_weakness_the_cells_and_the_remedy) {
  const auto lines = warned(testing::full_report());
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0],
            "times spread by 10 % or more: image-download/threads (21 %); take more rounds (-r), or quieten "
            "the machine (concbench doctor)");
  EXPECT_EQ(lines[1], "samples shorter than 1 ms: file-io/sequential (414 µs); give them more tasks (-n)");
  EXPECT_EQ(
      lines[2],
      "the server used 90 % or more of a CPU: api-calls/coroutines (94 %); it may be what was measured: run "
      "'concbench serve' on another host and pass --server");
}

TEST(warnings, tell_last_of_a_machine_that_weakens_the_figures_and_what_mends_it) {
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

}  // namespace
}  // namespace concbench
