// What tasks compute, compared with known results.
#include "scenarios/parts/computing.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "net/content/image.hpp"

namespace concbench {
namespace {

/// What a tile comes to whose points all take `each` iterations.
digest uniform_tile(std::uint64_t points, std::uint64_t each) {
  digest sum = 0;
  for (std::uint64_t i = 0; i < points; ++i) sum = sum * 31 + each;
  return sum;
}

/// The number of the tile with that lower left corner.
std::uint64_t tile_at(double x, double y) {
  const auto is_there = [=](const tile_corner& each) { return each.x == x && each.y == y; };
  return static_cast<std::uint64_t>(std::ranges::find_if(tile_corners, is_there) - tile_corners.begin());
}

/// Iterations of all points of a tile.
double work_of(std::uint64_t tile) {
  std::uint64_t iterations = 0;
  for_each_point(tile, 16, [&](double x, double y) { iterations += escape_time(x, y, 1000); });
  return static_cast<double>(iterations);
}

TEST(mandelbrot_sum, takes_all_iterations_inside_the_set_and_few_outside) {
  // The first spans −0.4375…−0.125 by 0…0.3125: within the main cardioid.
  EXPECT_EQ(mandelbrot_sum(tile_at(-0.4375, 0), 16, 1000), uniform_tile(16 * 16, 1000));
  EXPECT_EQ(mandelbrot_sum(tile_at(-2, -1.25), 1, 1000), uniform_tile(1, 1));
}

TEST(mandelbrot_sum, is_symmetric_about_the_real_axis) {
  EXPECT_EQ(mandelbrot_sum(tile_at(-1.6875, 0), 1, 500), mandelbrot_sum(tile_at(-1.6875, -0.3125), 1, 500));
}

TEST(mandelbrot_tiles, are_64_that_cover_the_square) {
  std::set<std::pair<double, double>> corners;
  for (const auto& [x, y] : tile_corners) corners.emplace(x, y);
  EXPECT_EQ(corners.size(), 64u);
  EXPECT_EQ(*corners.begin(), std::pair(-2.0, -1.25));
  EXPECT_EQ(*corners.rbegin(), std::pair(0.5 - 0.3125, 1.25 - 0.3125));
}

TEST(mandelbrot_tiles, have_half_of_the_work_in_every_second_one) {
  for (std::uint64_t pair = 0; pair < mandelbrot_tiles; pair += 2)
    EXPECT_NEAR(work_of(pair) / work_of(pair + 1), 1, 0.01) << pair;
}

TEST(mandelbrot_tiles, leave_little_work_for_the_end) {
  double most_of_the_last = 0;
  double all = 0;
  for (std::uint64_t tile = 0; tile < mandelbrot_tiles; ++tile) {
    all += work_of(tile);
    if (tile >= mandelbrot_tiles / 2) most_of_the_last = std::max(most_of_the_last, work_of(tile));
  }
  EXPECT_LT(most_of_the_last, 0.02 * all);
}

TEST(mandelbrot_sum, differs_from_tile_to_tile_across_the_edge) {
  EXPECT_NE(mandelbrot_sum(tile_at(-1.6875, 0), 32, 1000), mandelbrot_sum(tile_at(-1.375, 0), 32, 1000));
}

TEST(sha256_sum, is_the_same_for_the_same_task_and_different_for_others) {
  EXPECT_EQ(sha256_sum(1, 1000), sha256_sum(1, 1000));
  EXPECT_NE(sha256_sum(1, 1000), sha256_sum(2, 1000));
  EXPECT_EQ(sha256_sum(5, 0), 0xe3b0c44298fc1c14U);  // of nothing: FIPS 180-4
}

TEST(pixel_sum, is_that_of_the_picture) {
  std::set<digest> sums;
  for (std::uint32_t id = 0; id < 8; ++id) sums.insert(pixel_sum(net::make_image(1, id)));
  EXPECT_EQ(sums.size(), 8u);
  EXPECT_EQ(pixel_sum(net::make_image(2, 3)), pixel_sum(net::make_image(2, 3)));
}

TEST(pixel_sum, refuses_what_cannot_be_decoded) {
  EXPECT_THROW(pixel_sum("no picture"), std::runtime_error);
  const auto png = net::make_image(1, 0);
  EXPECT_THROW(pixel_sum(std::string_view(png).substr(0, png.size() / 2)), std::runtime_error);
}

}  // namespace
}  // namespace concbench
