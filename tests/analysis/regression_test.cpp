// Least squares against the certified values of NIST's Norris data.
#include "analysis/regression.hpp"

#include <array>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::analysis {
namespace {

// NIST Statistical Reference Datasets, linear regression, Norris: an ozone monitor against a standard.
constexpr std::array norris_x{0.2, 337.4, 118.2, 884.6, 10.1,  226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4,
                              0.6, 775.5, 666.9, 338.0, 447.5, 11.6,  556.0, 228.1, 995.8, 887.6, 120.2, 0.3,
                              0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1,  118.3, 229.2, 669.1, 448.9, 0.5};
constexpr std::array norris_y{0.1, 338.8, 118.1, 888.0, 9.2,   228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3,
                              0.1, 778.1, 668.8, 339.3, 448.9, 10.8,  557.7, 228.3, 998.0, 888.8, 119.6, 0.3,
                              0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2,  117.6, 228.9, 668.4, 449.2, 0.2};

TEST(fit_line, gives_the_certified_values_of_a_reference_data_set) {
  const auto fit = fit_line(norris_x, norris_y).value();
  EXPECT_NEAR(fit.intercept, -0.262323073774029, 1e-12);
  EXPECT_NEAR(fit.slope, 1.00211681802045, 1e-14);
  EXPECT_NEAR(fit.r_squared, 0.999993745883712, 1e-14);
  EXPECT_EQ(fit.points, 36u);
  // Certified standard deviation of the slope, times R: qt(0.975, 34)
  const double half_width = 0.429796848199937e-3 * 2.03224450931772;
  EXPECT_NEAR(fit.slope_range.value().low, 1.00211681802045 - half_width, 1e-13);
  EXPECT_NEAR(fit.slope_range.value().high, 1.00211681802045 + half_width, 1e-13);
}

TEST(fit_line, finds_bytes_per_task_over_three_decades) {
  constexpr std::array tasks{1e3, 1e4, 1e5, 1e6};
  std::vector<double> bytes;
  for (const double n : tasks) bytes.push_back(3.5e6 + 866 * n);
  const auto fit = fit_line(tasks, bytes).value();
  EXPECT_NEAR(fit.slope, 866, 1e-9);
  EXPECT_NEAR(fit.intercept, 3.5e6, 1e-3);
  EXPECT_NEAR(fit.r_squared, 1, 1e-12);
}

TEST(fit_line, adds_up_over_the_parts_of_a_sum) {
  constexpr std::array tasks{1e3, 1e4, 1e5, 1e6};
  constexpr std::array pages{1.1e6, 9.3e6, 86.1e6, 867.4e6};
  constexpr std::array tables{0.3e6, 0.31e6, 0.5e6, 2.2e6};
  std::vector<double> both;
  for (std::size_t i = 0; i < tasks.size(); ++i) both.push_back(pages[i] + tables[i]);
  EXPECT_NEAR(fit_line(tasks, both)->slope, fit_line(tasks, pages)->slope + fit_line(tasks, tables)->slope,
              1e-9);
}

TEST(fit_line, through_two_points_has_no_interval) {
  const auto fit = fit_line(std::array{1.0, 3.0}, std::array{5.0, 9.0}).value();
  EXPECT_DOUBLE_EQ(fit.slope, 2);
  EXPECT_DOUBLE_EQ(fit.intercept, 3);
  EXPECT_FALSE(fit.slope_range);
}

TEST(fit_line, of_equal_values_is_flat_and_explains_them) {
  const auto fit = fit_line(std::array{1.0, 2.0, 4.0}, std::array{7.0, 7.0, 7.0}).value();
  EXPECT_EQ(fit.slope, 0);
  EXPECT_EQ(fit.r_squared, 1);
}

TEST(fit_line, needs_two_different_x) {
  EXPECT_FALSE(fit_line({}, {}));
  EXPECT_FALSE(fit_line(std::array{1.0}, std::array{1.0}));
  EXPECT_FALSE(fit_line(std::array{2.0, 2.0, 2.0}, std::array{1.0, 2.0, 3.0}));
}

TEST(fit_line, refuses_an_x_without_a_y) {
  EXPECT_THROW(fit_line(std::array{1.0, 2.0}, std::array{1.0}), std::invalid_argument);
}

}  // namespace
}  // namespace concbench::analysis
