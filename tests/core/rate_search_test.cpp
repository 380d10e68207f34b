// The grid of rates, the bisection under oracles, and the rule for one step.
#include "core/rate_search.hpp"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/speedups.hpp"

namespace concbench {
namespace {

using ::testing::ElementsAre;
using ::testing::Le;

/// What a search finds where `sustains` says which rates are sustained, and how many rates it tries.
struct searched {
  std::optional<double> sustained;
  std::optional<double> refused;
  std::size_t steps = 0;
};

searched search(const std::vector<double>& grid, const std::function<bool(double)>& sustains) {
  rate_search bisection(grid);
  std::size_t steps = 0;
  while (const auto rate = bisection.next()) {
    ++steps;
    bisection.tried(sustains(*rate));
    if (steps > grid.size()) break;  // it does not end
  }
  return {bisection.sustained(), bisection.refused(), steps};
}

plan searching(double lowest, double highest, std::int64_t step_ns = 1'000'000'000) {
  plan asked;
  asked.rate = lowest;
  asked.highest_rate = highest;
  asked.step_ns = step_ns;
  return asked;
}

sample taken_with(std::int64_t p99_ns) {
  sample taken;
  taken.response_ns.p99 = p99_ns;
  return taken;
}

TEST(rate_grid, has_both_ends_and_steps_of_about_five_per_cent_between_them) {
  for (const auto& [lowest, highest] : {std::pair(100.0, 10'000.0), {0.01, 1e6}, {33.3, 77.7}, {1.0, 2.0}}) {
    const auto grid = rate_grid(lowest, highest);
    EXPECT_EQ(grid.front(), lowest);
    EXPECT_EQ(grid.back(), highest);
    for (std::size_t i = 1; i < grid.size(); ++i) {
      EXPECT_GT(grid[i] / grid[i - 1], 1.015) << lowest << ".." << highest;
      EXPECT_LT(grid[i] / grid[i - 1], 1.065) << lowest << ".." << highest;
    }
  }
}

TEST(rate_grid, has_only_the_ends_of_a_range_that_is_narrower_than_a_step) {
  EXPECT_THAT(rate_grid(100, 101), ElementsAre(100, 101));
}

TEST(rate_grid, has_rates_that_are_easy_to_read) {
  EXPECT_THAT(rate_grid(100, 125), ElementsAre(100, 105, 109, 114, 120, 125));
}

TEST(rate_search, finds_the_threshold_wherever_it_lies_in_few_steps) {
  const auto grid = rate_grid(100, 10'000);
  for (std::size_t i = 1; i < grid.size(); ++i) {
    const auto found = search(grid, [&](double rate) { return rate < grid[i]; });
    EXPECT_EQ(found.sustained, grid[i - 1]);
    EXPECT_EQ(found.refused, grid[i]);
    EXPECT_THAT(found.steps, Le(7u));
  }
}

TEST(rate_search, finds_nothing_where_no_rate_is_sustained) {
  const auto grid = rate_grid(100, 10'000);
  const auto found = search(grid, [](double) { return false; });
  EXPECT_EQ(found.sustained, std::nullopt);
  EXPECT_EQ(found.refused, 100);
}

TEST(rate_search, finds_the_highest_rate_where_all_are_sustained) {
  const auto found = search(rate_grid(100, 10'000), [](double) { return true; });
  EXPECT_EQ(found.sustained, 10'000);
  EXPECT_EQ(found.refused, std::nullopt);
}

TEST(rate_search, ends_between_a_sustained_rate_and_a_refused_neighbour_where_sustaining_is_not_monotone) {
  const auto grid = rate_grid(100, 1000);
  const auto sustains = [](double rate) { return rate < 180 || (rate > 300 && rate < 500); };
  const auto found = search(grid, sustains);
  ASSERT_TRUE(found.sustained && found.refused);
  EXPECT_TRUE(sustains(*found.sustained));
  EXPECT_FALSE(sustains(*found.refused));
  EXPECT_EQ(std::ranges::find(grid, *found.sustained) + 1, std::ranges::find(grid, *found.refused));
}

TEST(rate_search, tries_both_rates_of_the_shortest_grid_where_it_must) {
  EXPECT_EQ(search({1, 2}, [](double) { return true; }).steps, 1u);
  EXPECT_EQ(search({1, 2}, [](double) { return false; }).steps, 2u);
  EXPECT_EQ(search({1, 2}, [](double rate) { return rate < 2; }).sustained, 1);
}

TEST(longest_search, is_that_of_a_model_that_sustains_nothing) {
  const auto length = longest_search(searching(100, 10'000));
  EXPECT_EQ(length.steps, 7u);
  EXPECT_NEAR(length.seconds, 7, 0.1);
}

TEST(tasks_of_step, are_those_that_are_due_in_its_time_but_at_least_a_hundred) {
  EXPECT_EQ(tasks_of_step(searching(1, 1e6, 2'000'000'000), 300, 10'000), 600u);
  EXPECT_EQ(tasks_of_step(searching(1, 1e6), 3, 10'000), 100u);
  EXPECT_EQ(tasks_of_step(searching(1, 1e6), 1e6, 10'000), 10'000u);
}

TEST(stop_of, is_nothing_where_tasks_began_in_time_and_are_below_the_limit) {
  EXPECT_EQ(stop_of(taken_with(49), {"p99", 50}), rate_stop::nothing);
  EXPECT_EQ(stop_of(taken_with(1'000'000), {}), rate_stop::nothing);
}

TEST(stop_of, is_the_latency_from_the_limit_on) {
  EXPECT_EQ(stop_of(taken_with(50), {"p99", 50}), rate_stop::latency);
  auto taken = taken_with(1);
  taken.response_ns.p999 = 60;
  EXPECT_EQ(stop_of(taken, {"p99.9", 50}), rate_stop::latency);
  EXPECT_EQ(stop_of(taken, {"p50", 50}), rate_stop::nothing);
}

TEST(stop_of, is_late_starts_before_it_is_errors) {
  auto taken = taken_with(1);
  taken.status = status::failed;
  EXPECT_EQ(stop_of(taken, {}), rate_stop::errors);
  taken.saturation = "asked for 200/s, tasks ended at 90/s";
  EXPECT_EQ(stop_of(taken, {}), rate_stop::late_starts);
  taken.status = status::saturated;
  taken.saturation.clear();  // as a worker in another language may answer
  EXPECT_EQ(stop_of(taken, {}), rate_stop::late_starts);
}

TEST(compared_ns, is_lower_where_the_highest_rate_is_higher) {
  auto taken = taken_with(7);
  taken.found = found_rate{.rate = 100};
  EXPECT_EQ(compared_ns(taken), 1e7);
  taken.found->none_sustained = true;  // below 100/s, and so below all that sustain it
  EXPECT_GT(compared_ns(taken), 1e7);
}

}  // namespace
}  // namespace concbench
