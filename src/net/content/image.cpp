// A gradient under noise: noise keeps the file large, as a photograph's detail does.
#include "net/content/image.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include <png.h>
#include <zlib.h>

#include "system/hash.hpp"

namespace concbench::net {
namespace {

constexpr double smallest = 8 * 1024;
constexpr double largest = 512 * 1024;
constexpr std::uint64_t noise_bits = 6;  ///< of 8 in each sample: the file has about 0.8 bytes a sample

/// The side of a square picture whose file has about the size that was chosen for it.
std::uint32_t side_of(std::uint64_t seed, std::uint32_t id) {
  const auto uniform = static_cast<double>(mix(seed, id) >> 11) * 0x1p-53;
  const auto bytes = smallest * std::pow(largest / smallest, uniform);
  return static_cast<std::uint32_t>(std::sqrt(bytes / (3 * 0.8)));
}

/// The top bits follow a gradient, the others are noise, eight samples from each hash.
std::vector<png_byte> pixels(std::uint64_t seed, std::uint32_t id, std::uint32_t side) {
  std::vector<png_byte> samples(std::size_t{side} * side * 3);
  constexpr std::uint64_t noise_mask = (1U << noise_bits) - 1;
  for (std::size_t i = 0; i < samples.size(); i += 8) {
    auto noise = mix(mix(seed, id), i);
    const auto gradient = i * 256 / samples.size();
    for (std::size_t j = i; j < i + 8 && j < samples.size(); ++j, noise >>= 8)
      samples[j] = static_cast<png_byte>((gradient & ~noise_mask) | (noise & noise_mask));
  }
  return samples;
}

void append(png_structp png, png_bytep bytes, png_size_t size) {
  static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), size);
}

/// Errors of libpng become exceptions. They pass through libpng's frames, which have the necessary tables on Linux.
[[noreturn]] void fail(png_structp, png_const_charp message) {
  throw std::runtime_error(std::string("libpng: ") + message);
}

/// Owns libpng's two structures.
struct png_writer {
  png_writer() : png(png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, fail, nullptr)) {
    if (png != nullptr) info = png_create_info_struct(png);
    if (info != nullptr) return;
    png_destroy_write_struct(&png, nullptr);
    throw std::runtime_error(
        "libpng could not start an image: out of memory, or not the library this was built with");
  }
  png_writer(const png_writer&) = delete;
  png_writer& operator=(const png_writer&) = delete;
  ~png_writer() { png_destroy_write_struct(&png, &info); }

  png_structp png;
  png_infop info = nullptr;
};

}  // namespace

std::string make_image(std::uint64_t seed, std::uint32_t id) {
  const auto side = side_of(seed, id);
  const auto samples = pixels(seed, id, side);
  std::string file;
  const png_writer writer;
  png_set_write_fn(writer.png, &file, append, nullptr);
  png_set_IHDR(writer.png, writer.info, side, side, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_strategy(writer.png,
                               Z_HUFFMAN_ONLY);  // 119 MB/s; level 1 with its search for repeats, 31 MB/s
  png_set_filter(writer.png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_write_info(writer.png, writer.info);
  for (std::uint32_t row = 0; row < side; ++row)
    png_write_row(writer.png, samples.data() + std::size_t{row} * side * 3);
  png_write_end(writer.png, nullptr);
  return file;
}

}  // namespace concbench::net
