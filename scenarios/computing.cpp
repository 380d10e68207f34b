// Three kinds of computing: arithmetic, hashing, decoding.
#include "computing.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include <png.h>
#include <xxhash.h>

#include "net/sha256.hpp"
#include "system/hash.hpp"

namespace concbench {
namespace {

constexpr std::uint64_t tiles_a_side = 8;
static_assert(tiles_a_side * tiles_a_side == mandelbrot_tiles);

/// Iterations of z² + c until |z| > 2, at most `most`.
std::uint64_t escape_time(double x, double y, std::uint64_t most) {
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

}  // namespace

digest mandelbrot_sum(std::uint64_t tile, std::uint64_t size, std::uint64_t iterations) {
  constexpr double left = -2;
  constexpr double top = -1.25;
  constexpr double side = 2.5 / tiles_a_side;
  const double from_x = left + side * static_cast<double>(tile % tiles_a_side);
  const double from_y = top + side * static_cast<double>(tile / tiles_a_side);
  const double step = side / static_cast<double>(size);
  digest sum = 0;
  for (std::uint64_t row = 0; row < size; ++row)
    for (std::uint64_t column = 0; column < size; ++column)
      sum = sum * 31 + escape_time(from_x + step * (static_cast<double>(column) + 0.5),
                                   from_y + step * (static_cast<double>(row) + 0.5), iterations);
  return sum;
}

digest sha256_sum(std::uint64_t id, std::size_t bytes) {
  std::string content(bytes, '\0');
  for (std::size_t at = 0; at < bytes; at += 64) content[at] = static_cast<char>(mix(id, at));
  return net::first_64_bits(net::sha256(content));
}

digest pixel_sum(std::string_view png) {
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&header, png.data(), png.size()) == 0)
    throw std::runtime_error(std::string("not a PNG: ") + header.message);
  header.format = PNG_FORMAT_RGB;
  std::vector<png_byte> pixels(PNG_IMAGE_SIZE(header));
  if (png_image_finish_read(&header, nullptr, pixels.data(), 0, nullptr) == 0)
    throw std::runtime_error(std::string("a damaged PNG: ") + header.message);
  return XXH3_64bits(pixels.data(), pixels.size());
}

}  // namespace concbench
