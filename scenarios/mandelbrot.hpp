// Tiles of the Mandelbrot set: the computing that tasks do, and nothing else, so that a bare program can do
// the same.
#pragma once

#include <cstdint>

namespace concbench {

/// The set, −2…0.5 by −1.25…1.25, is cut into 8 × 8 tiles. What they cost differs as in real work: a point
/// outside the set takes a few iterations, one inside takes all. Tiles with even numbers and those with odd
/// ones lie as on a checkerboard, so that whoever is dealt every second one has half of the work.
inline constexpr std::uint64_t mandelbrot_tiles = 64;

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

/// Calls visit(x, y) for the middle of each of a tile's `size` × `size` points, row by row.
template <class Visit>
void for_each_point(std::uint64_t tile, std::uint64_t size, Visit visit) {
  constexpr std::uint64_t tiles_a_side = 8;
  static_assert(tiles_a_side * tiles_a_side == mandelbrot_tiles);
  constexpr double left = -2;
  constexpr double top = -1.25;
  constexpr double side = 2.5 / tiles_a_side;
  const auto row_of_tiles = tile / tiles_a_side;
  const double from_x = left + side * static_cast<double>((tile ^ row_of_tiles) % tiles_a_side);
  const double from_y = top + side * static_cast<double>(row_of_tiles);
  const double step = side / static_cast<double>(size);
  for (std::uint64_t row = 0; row < size; ++row)
    for (std::uint64_t column = 0; column < size; ++column)
      visit(from_x + step * (static_cast<double>(column) + 0.5),
            from_y + step * (static_cast<double>(row) + 0.5));
}

/// A hash of how many of at most `iterations` each of a tile's points takes to escape. About 1.5 ns an
/// iteration.
inline std::uint64_t mandelbrot_sum(std::uint64_t tile, std::uint64_t size, std::uint64_t iterations) {
  std::uint64_t sum = 0;
  for_each_point(tile, size, [&](double x, double y) { sum = sum * 31 + escape_time(x, y, iterations); });
  return sum;
}

}  // namespace concbench
