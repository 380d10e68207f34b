// From a report's pairs to a figure.
#include "report/figures/noise_floor.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

noise_record pairs(std::vector<std::pair<std::int64_t, std::int64_t>> of) {
  return {"sleep", "thread-pool", std::move(of)};
}

TEST(noise_floor_of, is_the_largest_deviation_that_the_interval_holds) {
  // Six pairs: the 95 % sign interval goes from the least ratio, 100/104, to the largest, 103/100.
  const auto floor =
      noise_floor_of(pairs({{100, 104}, {103, 100}, {100, 100}, {101, 100}, {100, 101}, {100, 102}}));
  ASSERT_TRUE(floor);
  EXPECT_NEAR(*floor, 0.04, 1e-9);
}

TEST(noise_floor_of, is_empty_where_too_few_pairs_were_taken) {
  EXPECT_FALSE(noise_floor_of(pairs({})));
  EXPECT_FALSE(noise_floor_of(pairs({{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}})));
}

TEST(noise_floor_of, passes_over_pairs_without_times) {
  EXPECT_FALSE(noise_floor_of(pairs({{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {0, 1}})));
}

}  // namespace
}  // namespace concbench
