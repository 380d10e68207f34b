// What tasks compute: real work, whose answer can be checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/task.hpp"
#include "scenarios/parts/mandelbrot.hpp"

namespace concbench {

/// The first 64 bits of the SHA-256 of `bytes` bytes that are made from `id`. About 0.7 ns a byte with the
/// CPU's own instructions, of which two threads of one core share the unit.
digest sha256_sum(std::uint64_t id, std::size_t bytes);

/// XXH3 of the pixels (8-bit RGB) of a PNG. Throws std::runtime_error when it cannot be decoded. About 5 ns a
/// byte of the file.
digest pixel_sum(std::string_view png);

}  // namespace concbench
