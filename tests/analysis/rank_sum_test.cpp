// The distribution of the rank sum against R's.
#include "analysis/rank_sum.hpp"

#include <array>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

TEST(rank_sum_distribution, is_the_exact_one) {
  // R: pwilcox(0:5, 4, 6); the counts 1, 2, 4, 7, 12, 18 of 210 are those of Mann & Whitney (1947)
  const rank_sum_distribution of_4_and_6(4, 6);
  constexpr std::array counts{1, 2, 4, 7, 12, 18};
  for (std::size_t u = 0; u < counts.size(); ++u)
    EXPECT_DOUBLE_EQ(of_4_and_6.lower_tail(u), counts[u] / 210.0);
  // R: pwilcox(c(3, 17, 40), 7, 9)
  const rank_sum_distribution of_7_and_9(7, 9);
  EXPECT_NEAR(of_7_and_9.lower_tail(3), 0.000611888111888112, 1e-15);
  EXPECT_NEAR(of_7_and_9.lower_tail(17), 0.070804195804195807, 1e-15);
  EXPECT_NEAR(of_7_and_9.lower_tail(40), 0.824475524475524413, 1e-15);
}

TEST(rank_sum_distribution, is_exact_up_to_50_against_50) {
  const rank_sum_distribution of_50_and_50(50, 50);  // R: pwilcox(c(900, 1100, 1250), 50, 50)
  EXPECT_NEAR(of_50_and_50.lower_tail(900), 0.00776197261536, 1e-14);
  EXPECT_NEAR(of_50_and_50.lower_tail(1100), 0.15206980726517, 1e-14);
  EXPECT_NEAR(of_50_and_50.lower_tail(1250), 0.50136889550077, 1e-14);
}

TEST(rank_sum_distribution, is_a_close_normal_one_beyond) {
  const rank_sum_distribution of_60_and_60(60, 60);  // R: pwilcox(c(1300, 1800), 60, 60), exact
  EXPECT_NEAR(of_60_and_60.lower_tail(1300), 0.00420857133881, 2e-4);
  EXPECT_NEAR(of_60_and_60.lower_tail(1800), 0.501043007579, 1e-4);
  const rank_sum_distribution of_60_and_55(
      60, 55);  // R: pnorm((c(1000, 1300) + 0.5 - 1650) / sqrt(60 * 55 * 116 / 12))
  EXPECT_NEAR(of_60_and_55.lower_tail(1000), 0.00013818282499442, 1e-15);
  EXPECT_NEAR(of_60_and_55.lower_tail(1300), 0.02518406301876936, 1e-15);
}

TEST(rank_sum_distribution, does_not_ask_which_set_is_the_larger) {
  const rank_sum_distribution wide(3, 40);
  const rank_sum_distribution tall(40, 3);
  for (std::size_t u = 0; u <= 120; ++u) EXPECT_EQ(wide.lower_tail(u), tall.lower_tail(u));
  EXPECT_NEAR(wide.lower_tail(0), 8.10307106393323e-05, 1e-17);  // R: pwilcox(0, 3, 40)
  EXPECT_NEAR(wide.lower_tail(30), 8.43529697755449e-02, 1e-14);
}

TEST(rank_sum_distribution, has_the_critical_counts_of_the_tables) {
  struct entry {
    std::size_t m, n, at_95, at_99;
  };
  // R: qwilcox(0.025, m, n), qwilcox(0.005, m, n)
  constexpr std::array<entry, 4> table{{{5, 5, 3, 1}, {7, 8, 11, 7}, {10, 20, 56, 43}, {20, 20, 128, 106}}};
  for (const auto& [m, n, at_95, at_99] : table) {
    EXPECT_EQ(rank_sum_distribution(m, n).critical(0.025), at_95) << m << " against " << n;
    EXPECT_EQ(rank_sum_distribution(m, n).critical(0.005), at_99) << m << " against " << n;
  }
}

TEST(rank_sum_distribution, has_no_critical_count_for_a_level_below_its_least_chance) {
  EXPECT_EQ(rank_sum_distribution(3, 3).critical(0.025), 0u);  // 1/20 at the least
  EXPECT_EQ(rank_sum_distribution(1, 1).critical(0.025), 0u);
}

}  // namespace
}  // namespace concbench::analysis
