// Images are real PNGs: libpng's own reader is the judge.
#include "net/content/image.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <gtest/gtest.h>
#include <png.h>

namespace concbench::net {
namespace {

/// The pixels of a PNG (8-bit RGB); empty when libpng cannot read it.
std::vector<png_byte> decoded(const std::string& file) {
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&header, file.data(), file.size()) == 0) return {};
  header.format = PNG_FORMAT_RGB;
  std::vector<png_byte> pixels(PNG_IMAGE_SIZE(header));
  if (png_image_finish_read(&header, nullptr, pixels.data(), 0, nullptr) == 0) return {};
  return pixels;
}

TEST(MakeImage, IsReadByLibpng) {
  for (std::uint32_t id = 0; id < 10; ++id) EXPECT_FALSE(decoded(make_image(1, id)).empty()) << id;
}

TEST(MakeImage, IsTheSameForTheSameSeedAndId) {
  EXPECT_EQ(make_image(3, 4), make_image(3, 4));
}

TEST(MakeImage, DiffersFromIdToIdAndFromSeedToSeed) {
  std::set<std::string> files;
  for (std::uint64_t seed = 0; seed < 5; ++seed)
    for (std::uint32_t id = 0; id < 5; ++id) files.insert(make_image(seed, id));
  EXPECT_EQ(files.size(), 25U);
}

TEST(MakeImage, ShowsAGradientFromTopToBottom) {
  const auto pixels = decoded(make_image(1, 0));
  ASSERT_FALSE(pixels.empty());
  const auto average = [](auto first, auto last) {
    double sum = 0;
    std::for_each(first, last, [&sum](png_byte each) { sum += each; });
    return sum / static_cast<double>(last - first);
  };
  const auto quarter = static_cast<std::ptrdiff_t>(pixels.size() / 4);
  EXPECT_LT(average(pixels.begin(), pixels.begin() + quarter) + 100,
            average(pixels.end() - quarter, pixels.end()));
}

TEST(MakeImage, SpreadsSizesAsPicturesOnWebPages) {
  std::vector<std::size_t> sizes;
  for (std::uint32_t id = 0; id < 200; ++id) sizes.push_back(make_image(1, id).size());
  std::ranges::sort(sizes);
  EXPECT_GT(sizes.front(), 7U * 1024);
  EXPECT_LT(sizes.front(), 16U * 1024);
  EXPECT_GT(sizes[100], 45U * 1024);
  EXPECT_LT(sizes[100], 90U * 1024);
  EXPECT_GT(sizes.back(), 350U * 1024);
  EXPECT_LT(sizes.back(), 600U * 1024);
}

}  // namespace
}  // namespace concbench::net
