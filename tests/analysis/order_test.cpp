// The balance that the order of executors promises, counted.
#include "analysis/order.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

using order = std::vector<std::size_t>;

/// The orders of block `block`: those rounds over which everything is balanced.
std::vector<order> block_of(std::size_t count, std::size_t block, std::uint64_t seed) {
  std::vector<order> orders;
  for (std::size_t i = 0; i < balanced_rounds(count); ++i)
    orders.push_back(balanced_order(count, block * balanced_rounds(count) + i, seed));
  return orders;
}

class balanced_order_of : public ::testing::TestWithParam<std::size_t> {};

TEST_P(balanced_order_of, is_a_permutation) {
  order all(GetParam());
  std::iota(all.begin(), all.end(), std::size_t{0});
  for (auto each : block_of(GetParam(), 0, 7)) {
    std::ranges::sort(each);
    EXPECT_EQ(each, all);
  }
}

TEST_P(balanced_order_of, puts_each_in_every_position_equally_often) {
  for (const std::size_t block : {0U, 1U, 5U}) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> times;
    for (const auto& each : block_of(GetParam(), block, 42))
      for (std::size_t position = 0; position < each.size(); ++position) ++times[{each[position], position}];
    EXPECT_EQ(times.size(), GetParam() * GetParam());
    for (const auto& [_, count] : times) EXPECT_EQ(count, balanced_rounds(GetParam()) / GetParam());
  }
}

TEST_P(balanced_order_of, lets_each_follow_every_other_equally_often) {
  for (const std::size_t block : {0U, 1U, 5U}) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> times;
    for (const auto& each : block_of(GetParam(), block, 42))
      for (std::size_t i = 1; i < each.size(); ++i) ++times[{each[i - 1], each[i]}];
    EXPECT_EQ(times.size(), GetParam() * (GetParam() - 1));
    for (const auto& [_, count] : times) EXPECT_EQ(count, balanced_rounds(GetParam()) / GetParam());
  }
}

INSTANTIATE_TEST_SUITE_P(counts, balanced_order_of, ::testing::Values(1, 2, 3, 4, 5, 6, 7, 8, 13),
                         ::testing::PrintToStringParamName());

TEST(balanced_order, takes_as_many_rounds_as_there_are_executors_and_twice_that_when_odd) {
  EXPECT_EQ(balanced_rounds(4), 4u);
  EXPECT_EQ(balanced_rounds(5), 10u);
}

TEST(balanced_order, is_the_same_on_every_platform) {
  EXPECT_EQ(balanced_order(4, 0, 42), (order{0, 1, 3, 2}));
  EXPECT_EQ(balanced_order(4, 1, 42), (order{2, 3, 1, 0}));
  EXPECT_EQ(balanced_order(5, 12, 1), (order{2, 3, 1, 4, 0}));
}

TEST(balanced_order, differs_from_seed_to_seed_and_from_block_to_block) {
  std::set<std::vector<order>> by_seed;
  std::set<std::vector<order>> by_block;
  for (std::uint64_t i = 0; i < 20; ++i) {
    by_seed.insert(block_of(6, 0, i));
    by_block.insert(block_of(6, i, 42));
  }
  EXPECT_EQ(by_seed.size(), 20u);
  EXPECT_EQ(by_block.size(), 20u);
}

TEST(balanced_order, lets_no_one_start_too_often_over_many_seeds) {
  constexpr std::size_t seeds = 4000;
  std::array<std::size_t, 4> first{};
  for (std::uint64_t seed = 0; seed < seeds; ++seed) ++first.at(balanced_order(4, 0, seed).front());
  // Binomial with p = 1/4: the standard deviation is 27, so ±150 is never met by chance.
  for (const auto times : first) EXPECT_NEAR(static_cast<double>(times), seeds / 4.0, 150);
}

TEST(balanced_order, of_nothing_is_empty) {
  EXPECT_TRUE(balanced_order(0, 3, 1).empty());
}

}  // namespace
}  // namespace concbench::analysis
