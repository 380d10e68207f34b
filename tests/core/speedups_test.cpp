// Pairs, references, levels and widths.
#include "core/speedups.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

cell timed_cell(std::string executor, std::vector<std::int64_t> walls, enum status how = status::ok) {
  cell made;
  made.executor = std::move(executor);
  made.status = how;
  for (std::size_t i = 0; i < walls.size(); ++i) {
    auto& taken = made.samples.emplace_back();
    taken.round = static_cast<std::int64_t>(i);
    taken.wall_ns = walls[i];
    taken.tasks_ok = 1;
  }
  return made;
}

std::vector<const cell*> group_of(const std::vector<cell>& cells) {
  std::vector<const cell*> group;
  for (const auto& each : cells) group.push_back(&each);
  return group;
}

TEST(reference_of, is_the_baseline_or_else_the_first_that_is_ok) {
  std::vector<cell> cells{timed_cell("a", {1}, status::crashed), timed_cell("b", {1}), timed_cell("c", {1})};
  EXPECT_EQ(reference_of(group_of(cells), "c")->executor, "c");
  EXPECT_EQ(reference_of(group_of(cells), "a")->executor, "b");
  EXPECT_EQ(reference_of(group_of(cells), "absent")->executor, "b");
  for (auto& each : cells) each.status = status::not_applicable;
  EXPECT_EQ(reference_of(group_of(cells), "c"), nullptr);
}

TEST(comparison_alpha, is_divided_among_the_comparisons_and_quartered_where_a_width_ends_the_rounds) {
  EXPECT_DOUBLE_EQ(comparison_alpha({}, 1), 0.05);
  EXPECT_DOUBLE_EQ(comparison_alpha({}, 4), 0.0125);
  EXPECT_DOUBLE_EQ(comparison_alpha({.precision = 0.02}, 1), 0.0125);
}

TEST(most_rounds, end_with_the_last_look_where_a_width_decides) {
  EXPECT_EQ(most_rounds({.rounds = 1000}, 2), 1000);
  EXPECT_EQ(most_rounds({.rounds = 1000, .precision = 0.02}, 2), 62);
  EXPECT_EQ(most_rounds({.rounds = 10, .precision = 0.02}, 2), 10);
}

TEST(speedup_alpha, counts_the_cells_that_are_compared) {
  const std::vector<cell> cells{timed_cell("a", {1}), timed_cell("b", {1}), timed_cell("c", {1}),
                                timed_cell("d", {}, status::not_applicable)};
  EXPECT_DOUBLE_EQ(speedup_alpha(group_of(cells), {}), 0.025);
}

TEST(speedup_of, leaves_out_rounds_that_one_of_them_lacks) {
  auto candidate = timed_cell("b", {50, 50, 50});
  candidate.samples.erase(candidate.samples.begin());
  const auto speedup = speedup_of(candidate, timed_cell("a", {1, 100, 100}), 0.05);
  EXPECT_EQ(speedup->rounds, 2u);
  EXPECT_DOUBLE_EQ(speedup->ratio, 2);
}

TEST(speedup_of, is_empty_for_cells_that_are_not_ok) {
  EXPECT_FALSE(speedup_of(timed_cell("a", {1}, status::failed), timed_cell("b", {1}), 0.05));
  EXPECT_FALSE(speedup_of(timed_cell("a", {1}), timed_cell("b", {}), 0.05));
}

TEST(compare_samples, compares_any_figure_round_by_round) {
  auto candidate = timed_cell("b", {9, 9});
  auto reference = timed_cell("a", {1, 1});
  for (auto& each : candidate.samples) each.peak_threads = 2;
  for (auto& each : reference.samples) each.peak_threads = 6;
  const auto ratio = compare_samples(candidate, reference, 0.05,
                                     [](const sample& of) { return static_cast<double>(of.peak_threads); });
  EXPECT_DOUBLE_EQ(ratio->ratio, 3);
  EXPECT_EQ(ratio->rounds, 2u);
}

TEST(widest_interval, is_the_widest_of_all_speedups) {
  const std::vector<cell> cells{timed_cell("a", {100, 100, 100, 100, 100, 100, 100}),
                                timed_cell("b", {100, 101, 102, 100, 101, 102, 100}),
                                timed_cell("c", {100, 105, 110, 100, 105, 110, 100})};
  EXPECT_NEAR(widest_interval(group_of(cells), {.baseline = "a"}).value(), 0.10, 1e-9);
}

TEST(widest_interval, is_unknown_while_a_speedup_has_no_interval) {
  const std::vector<cell> cells{timed_cell("a", {100, 100, 100}), timed_cell("b", {100, 101, 102})};
  EXPECT_FALSE(widest_interval(group_of(cells), {.baseline = "a"}));
}

TEST(widest_interval, is_that_of_the_median_time_where_there_is_nothing_to_compare) {
  const std::vector<cell> cells{timed_cell("a", {100, 104, 102, 100, 104, 102})};
  EXPECT_NEAR(widest_interval(group_of(cells), {.baseline = "a"}).value(), 0.04, 1e-9);
}

}  // namespace
}  // namespace concbench
