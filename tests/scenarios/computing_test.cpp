// What tasks compute, held against what is known of it.
#include "../../scenarios/computing.hpp"

#include <set>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "net/image.hpp"

namespace concbench {
namespace {

/// What a tile comes to whose points all take `each` iterations.
digest uniform_tile(std::uint64_t points, std::uint64_t each) {
  digest sum = 0;
  for (std::uint64_t i = 0; i < points; ++i) sum = sum * 31 + each;
  return sum;
}

/// The number of the tile in that row and column.
std::uint64_t tile_at(std::uint64_t row, std::uint64_t column) {
  return row * 8 + (column ^ row);
}

TEST(mandelbrot_sum, takes_all_iterations_inside_the_set_and_few_outside) {
  // The first spans −0.4375…−0.125 by −0.3125…0: within the main cardioid. The other begins at −2 − 1.25i.
  EXPECT_EQ(mandelbrot_sum(tile_at(3, 5), 16, 1000), uniform_tile(16 * 16, 1000));
  EXPECT_EQ(mandelbrot_sum(tile_at(0, 0), 1, 1000), uniform_tile(1, 1));
}

TEST(mandelbrot_sum, is_symmetric_about_the_real_axis) {
  EXPECT_EQ(mandelbrot_sum(tile_at(3, 1), 1, 500), mandelbrot_sum(tile_at(4, 1), 1, 500));
}

TEST(mandelbrot_sum, has_half_of_the_work_in_every_second_tile) {
  const auto work = [](std::uint64_t first) {
    std::uint64_t iterations = 0;
    for (auto tile = first; tile < mandelbrot_tiles; tile += 2)
      for_each_point(tile, 16, [&](double x, double y) { iterations += escape_time(x, y, 1000); });
    return static_cast<double>(iterations);
  };
  EXPECT_NEAR(work(0) / work(1), 1, 0.01);
}

TEST(mandelbrot_sum, differs_from_tile_to_tile_across_the_edge) {
  EXPECT_NE(mandelbrot_sum(tile_at(3, 1), 32, 1000), mandelbrot_sum(tile_at(3, 2), 32, 1000));
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
