// Counted and bisected differences against a list of them.
#include "analysis/pairwise_differences.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

const std::vector<double> from{0.3, -1.2, 0.3, 2.5, 1e-9, 7};
const std::vector<double> to{1.1, 0.3, -4, 0.3, 2.5};

std::vector<double> listed() {
  std::vector<double> differences;
  for (const double a : from)
    for (const double b : to) differences.push_back(b - a);
  std::ranges::sort(differences);
  return differences;
}

TEST(pairwise_differences, are_ranked_as_in_a_sorted_list) {
  const pairwise_differences counted(from, to);
  const auto list = listed();
  ASSERT_EQ(counted.count(), list.size());
  for (std::size_t rank = 1; rank <= list.size(); ++rank) EXPECT_EQ(counted.ranked(rank), list[rank - 1]);
}

TEST(pairwise_differences, are_counted_as_in_a_list_ties_included) {
  const pairwise_differences counted(from, to);
  const auto list = listed();
  for (const double bound : {-100.0, -4.3, -1.0, 0.0, 0.3, 0.8, 100.0}) {
    EXPECT_EQ(counted.count_up_to(bound), std::ranges::count_if(list, [=](double d) { return d <= bound; }));
    EXPECT_EQ(counted.count_below(bound), std::ranges::count_if(list, [=](double d) { return d < bound; }));
  }
}

TEST(pairwise_differences, have_the_middle_one_as_median_or_the_mean_of_the_two_middle_ones) {
  EXPECT_EQ(pairwise_differences({0}, {1, 2, 9}).median(), 2);
  EXPECT_EQ(pairwise_differences({0}, {1, 2, 4, 9}).median(), 3);
}

TEST(pairwise_differences, of_equal_values_are_exactly_0) {
  const pairwise_differences none({0.1, 0.1}, {0.1, 0.1, 0.1});
  for (std::size_t rank = 1; rank <= 6; ++rank) EXPECT_EQ(none.ranked(rank), 0);
}

TEST(pairwise_differences, need_no_list_of_400_million) {
  std::vector<double> many(20'000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<double>(i);
  EXPECT_EQ(pairwise_differences(many, many).median(), 0);
}

}  // namespace
}  // namespace concbench::analysis
