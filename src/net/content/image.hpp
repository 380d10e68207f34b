// Real images to download: PNGs made from a seed.
#pragma once

#include <cstdint>
#include <string>

namespace concbench::net {

/// A PNG (8-bit RGB) that is the same for the same arguments, and different for others. Sizes spread
/// log-uniformly from about 8 KiB to 512 KiB, as pictures on web pages do. About 1 ms each. Throws
/// std::runtime_error.
std::string make_image(std::uint64_t seed, std::uint32_t id);

}  // namespace concbench::net
