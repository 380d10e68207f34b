// Order and limits of a plan.
#include "runner/run_plan.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "core/registry.hpp"

namespace concbench::runner {
namespace {

/// Two scenarios with four executors each.
run_plan example_plan() {
  run_plan plan;
  plan.asked.seed = 5;
  std::size_t group = 0;
  for (const auto* scenario : {"sleep", "file-io"}) {
    for (int i = 0; i < 4; ++i) plan.cells.push_back({group, &find_scenario(scenario), {}, {}, {}});
    ++group;
  }
  return plan;
}

TEST(order_of_round, has_every_cell_of_the_group_once) {
  for (std::size_t round = 0; round < 6; ++round) {
    auto order = order_of_round(example_plan(), 1, round);
    std::ranges::sort(order);
    EXPECT_EQ(order, (std::vector<std::size_t>{4, 5, 6, 7}));
  }
}

TEST(order_of_round, gives_every_cell_every_place_equally_often) {
  std::map<std::pair<std::size_t, std::size_t>, int> times;
  for (std::size_t round = 0; round < 4; ++round) {
    const auto order = order_of_round(example_plan(), 0, round);
    for (std::size_t i = 0; i < 4; ++i) ++times[{order[i], i}];
  }
  EXPECT_EQ(times.size(), 16u);
}

TEST(order_of_round, is_the_same_for_the_same_seed_and_round) {
  EXPECT_EQ(order_of_round(example_plan(), 1, 3), order_of_round(example_plan(), 1, 3));
}

TEST(cells_of_group, stand_together_in_the_order_of_the_plan) {
  EXPECT_EQ(group_count(example_plan()), 2u);
  EXPECT_EQ(cells_of_group(example_plan(), 0), (std::vector<std::size_t>{0, 1, 2, 3}));
  EXPECT_EQ(cells_of_group(example_plan(), 1), (std::vector<std::size_t>{4, 5, 6, 7}));
  EXPECT_EQ(group_count({}), 0u);
}

TEST(default_time_limit, is_a_minute_or_what_the_work_needs) {
  EXPECT_EQ(default_time_limit(std::chrono::milliseconds(1)), std::chrono::seconds(60));
  EXPECT_GT(default_time_limit(std::chrono::seconds(60)), std::chrono::seconds(120));
}

}  // namespace
}  // namespace concbench::runner
