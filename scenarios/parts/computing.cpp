// Hashing and decoding: the arithmetic is in mandelbrot.hpp.
#include "scenarios/parts/computing.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include <png.h>
#include <xxhash.h>

#include "net/content/sha256.hpp"
#include "system/hash.hpp"

namespace concbench {

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
