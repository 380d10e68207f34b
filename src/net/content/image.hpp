// Real images to download: PNG files made from a seed.
#pragma once

#include <cstdint>
#include <string>

namespace concbench::net {

/// Makes a PNG (8-bit RGB). The same arguments give the same image, and different ones another. Sizes are log-uniform
/// from about 8 KiB to 512 KiB, like pictures on web pages. Takes about 1 ms. Throws std::runtime_error.
std::string make_image(std::uint64_t seed, std::uint32_t id);

}  // namespace concbench::net
