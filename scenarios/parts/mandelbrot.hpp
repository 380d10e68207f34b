// Tiles of the Mandelbrot set. This file has only the computation of the tasks, so that a program without concbench can
// do the same.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace concbench {

/// The set (−2…0.5 by −1.25…1.25) is cut into 8 × 8 tiles. As in real work, their cost differs: a point outside the set
/// takes a few iterations, and one inside takes all. Tiles 2k and 2k + 1 are mirror images and cost the same, so a
/// worker that gets every second tile gets half of the work. They are numbered from the middle of the set outwards, so
/// that no expensive tile is left for the end.
inline constexpr std::uint64_t mandelbrot_tiles = 64;

/// The lower left corner of a tile.
struct tile_corner {
  static constexpr double side = 2.5 / 8;  ///< side length of a tile

  double x;
  double y;

  /// For comparing tiles: how far the middle of the tile is from −0.25, around which most of the set lies.
  constexpr auto place() const {
    const double dx = x + side / 2 + 0.25;
    const double dy = y + side / 2;
    return std::pair(dx * dx + dy * dy, x);
  }
};

inline constexpr auto tile_corners = [] {
  std::array<tile_corner, mandelbrot_tiles / 2> above{};  // the real axis
  for (std::size_t i = 0; i < above.size(); ++i) {
    const std::size_t column = i % 8;
    const std::size_t row = i / 8;
    above[i] = {-2 + tile_corner::side * static_cast<double>(column),
                tile_corner::side * static_cast<double>(row)};
  }
  std::ranges::sort(above, {}, &tile_corner::place);
  std::array<tile_corner, mandelbrot_tiles> all{};
  for (std::size_t i = 0; i < above.size(); ++i) {
    all[2 * i] = above[i];
    all[2 * i + 1] = {above[i].x, -above[i].y - tile_corner::side};
  }
  return all;
}();

/// Iterations of z² + c until |z| > 2, at most `most`.
inline std::uint64_t escape_time(double x, double y, std::uint64_t most) {
  double re = 0;
  double im = 0;
  std::uint64_t taken = 0;
  for (; taken < most && re * re + im * im <= 4; ++taken) {
    const double next = re * re - im * im + x;
    im = 2 * re * im + y;
    re = next;
  }
  return taken;
}

/// Calls visit(x, y) for the middle of each of the `size` × `size` points of a tile, row by row.
template <class Visit>
void for_each_point(std::uint64_t tile, std::uint64_t size, Visit visit) {
  const auto corner = tile_corners[tile];
  const double step = tile_corner::side / static_cast<double>(size);
  for (std::uint64_t row = 0; row < size; ++row)
    for (std::uint64_t column = 0; column < size; ++column)
      visit(corner.x + step * (static_cast<double>(column) + 0.5),
            corner.y + step * (static_cast<double>(row) + 0.5));
}

/// A hash of the iterations that each point of a tile takes to escape; at most `iterations` for each. Takes about 1.5
/// ns for each iteration.
inline std::uint64_t mandelbrot_sum(std::uint64_t tile, std::uint64_t size, std::uint64_t iterations) {
  std::uint64_t sum = 0;
  for_each_point(tile, size, [&](double x, double y) { sum = sum * 31 + escape_time(x, y, iterations); });
  return sum;
}

}  // namespace concbench
