// What scenarios share beyond their interface.
#include "core/scenario.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

TEST(times, multiplies_and_ends_at_ten_years) {
  EXPECT_EQ(times(std::chrono::milliseconds(20), 32), std::chrono::milliseconds(640));
  EXPECT_EQ(times(std::chrono::hours(1), 0), duration::zero());
  const auto most = times(std::chrono::hours(1), 10'000'000);
  EXPECT_EQ(most, times(std::chrono::hours(1), UINT64_MAX));
  EXPECT_GT(3 * most, most);
}

class empty final : public scenario {
  void verify(std::span<const task_record>) override {}
};

TEST(scenario, is_numbered_in_the_order_in_which_they_are_made) {
  const empty first;
  const auto made = scenario::made();
  const empty second;
  EXPECT_LT(first.number(), made);
  EXPECT_GE(second.number(), made);
}

}  // namespace
}  // namespace concbench
