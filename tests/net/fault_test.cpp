// Faults and values that the server and its clients must agree on.
#include "net/content/fault.hpp"

#include <array>
#include <set>

#include <gtest/gtest.h>

namespace concbench::net {
namespace {

constexpr int many = 30'000;

/// How many of `many` tasks meet each fault.
std::array<int, 4> counts(std::uint64_t seed, std::uint32_t attempt, const fault_rates& rates) {
  std::array<int, 4> found{};
  for (std::uint32_t task = 0; task < many; ++task)
    ++found[static_cast<std::size_t>(fault_for(seed, task, attempt, rates))];
  return found;
}

TEST(FaultFor, IsTheSameForTheSameArguments) {
  static_assert(fault_for(1, 2, 3, {.any = 0.5}) == fault_for(1, 2, 3, {.any = 0.5}));
  EXPECT_EQ(counts(7, 0, {.any = 0.3}), counts(7, 0, {.any = 0.3}));
}

TEST(FaultFor, NeverFailsAtRateZero) {
  EXPECT_EQ(counts(1, 0, {.any = 0})[0], many);
}

TEST(FaultFor, AlwaysFailsAtRateOne) {
  EXPECT_EQ(counts(1, 0, {.any = 1})[0], 0);
}

TEST(FaultFor, FailsAsOftenAsAsked) {
  EXPECT_NEAR(counts(1, 0, {.any = 0.1})[0], many * 0.9, many * 0.01);
}

TEST(FaultFor, SharesTheRateEquallyAmongTheKinds) {
  const auto found = counts(1, 0, {.any = 0.3});
  for (std::size_t kind = 1; kind < found.size(); ++kind) EXPECT_NEAR(found[kind], many * 0.1, many * 0.01);
}

TEST(FaultFor, GivesEachKindARateOfItsOwn) {
  const auto found = counts(1, 0, {.unavailable = 0.01, .reset = 0.05, .stall = 0.2});
  EXPECT_NEAR(found[static_cast<std::size_t>(fault::unavailable)], many * 0.01, many * 0.004);
  EXPECT_NEAR(found[static_cast<std::size_t>(fault::reset)], many * 0.05, many * 0.006);
  EXPECT_NEAR(found[static_cast<std::size_t>(fault::stall)], many * 0.2, many * 0.01);
}

TEST(FaultFor, FailsTheSameAttemptsAtARateOfAllKindsWhereOthersAreAdded) {
  for (std::uint32_t task = 0; task < 1'000; ++task)
    if (const auto alone = fault_for(1, task, 0, {.any = 0.2}); alone != fault::none) {
      EXPECT_EQ(alone, fault_for(1, task, 0, {.any = 0.2, .reset = 0.3}));
    }
}

TEST(FaultFor, DrawsAnewForEachAttempt) {
  int both = 0;
  for (std::uint32_t task = 0; task < many; ++task)
    both += fault_for(1, task, 0, {.any = 0.5}) != fault::none &&
            fault_for(1, task, 1, {.any = 0.5}) != fault::none;
  EXPECT_NEAR(both, many * 0.25, many * 0.015);
}

TEST(FaultFor, KeepsEveryFailureWhenTheRateRises) {
  for (std::uint32_t task = 0; task < 1'000; ++task) {
    const auto low = fault_for(1, task, 0, {.any = 0.2});
    EXPECT_TRUE(low == fault::none || low == fault_for(1, task, 0, {.any = 0.6}));
  }
}

TEST(ApiValue, DiffersFromIdToIdAndFromSeedToSeed) {
  std::set<std::uint64_t> values;
  for (std::uint64_t seed = 0; seed < 30; ++seed)
    for (std::uint32_t id = 0; id < 30; ++id) values.insert(api_value(seed, id));
  EXPECT_EQ(values.size(), 900U);
}

TEST(ApiValue, FitsADoubleExactly) {
  for (std::uint32_t id = 0; id < 1'000; ++id) EXPECT_LT(api_value(1, id), 1ULL << 53);
}

}  // namespace
}  // namespace concbench::net
