// What tasks compute: real work, whose answer can be checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/task.hpp"

namespace concbench {

/// The Mandelbrot set, −2…0.5 by −1.25…1.25, is cut into 8 × 8 tiles. What they cost differs as in real work:
/// a point outside the set takes a few iterations, one inside takes all.
inline constexpr std::uint64_t mandelbrot_tiles = 64;

/// A hash of how many of at most `iterations` each of a tile's `size` × `size` points takes to escape. About
/// 1.5 ns an iteration.
digest mandelbrot_sum(std::uint64_t tile, std::uint64_t size, std::uint64_t iterations);

/// The first 64 bits of the SHA-256 of `bytes` bytes that are made from `id`. About 0.7 ns a byte with the
/// CPU's own instructions, of which two threads of one core share the unit.
digest sha256_sum(std::uint64_t id, std::size_t bytes);

/// XXH3 of the pixels (8-bit RGB) of a PNG. Throws std::runtime_error when it cannot be decoded. About 5 ns a
/// byte of the file.
digest pixel_sum(std::string_view png);

}  // namespace concbench
