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

TEST(order_of_round, has_every_cell_once) {
  for (std::size_t round = 0; round < 6; ++round) {
    auto order = order_of_round(example_plan(), round);
    std::ranges::sort(order);
    std::vector<std::size_t> all(8);
    std::iota(all.begin(), all.end(), std::size_t{0});
    EXPECT_EQ(order, all);
  }
}

TEST(order_of_round, keeps_the_cells_of_a_group_together_and_groups_in_order) {
  for (std::size_t round = 0; round < 6; ++round) {
    const auto order = order_of_round(example_plan(), round);
    for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(order[i] / 4, i / 4);
  }
}

TEST(order_of_round, gives_every_cell_every_place_equally_often) {
  std::map<std::pair<std::size_t, std::size_t>, int> times;
  for (std::size_t round = 0; round < 4; ++round) {
    const auto order = order_of_round(example_plan(), round);
    for (std::size_t i = 0; i < 4; ++i) ++times[{order[i], i}];
  }
  EXPECT_EQ(times.size(), 16u);
}

TEST(order_of_round, is_the_same_for_the_same_seed_and_round) {
  EXPECT_EQ(order_of_round(example_plan(), 3), order_of_round(example_plan(), 3));
}

TEST(order_of_round, of_an_empty_plan_is_empty) {
  EXPECT_TRUE(order_of_round({}, 0).empty());
}

TEST(default_time_limit, is_a_minute_or_what_the_work_needs) {
  EXPECT_EQ(default_time_limit(std::chrono::milliseconds(1)), std::chrono::seconds(60));
  EXPECT_GT(default_time_limit(std::chrono::seconds(60)), std::chrono::seconds(120));
}

}  // namespace
}  // namespace concbench::runner
