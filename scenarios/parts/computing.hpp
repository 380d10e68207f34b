// The computations of tasks: real work with an answer that can be checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/task.hpp"
#include "scenarios/parts/mandelbrot.hpp"

namespace concbench {

/// The first 64 bits of the SHA-256 of `bytes` bytes that are made from `id`. Takes about 0.7 ns for each byte with the
/// CPU's own instructions; two threads of one core share the unit for these.
digest sha256_sum(std::uint64_t id, std::size_t bytes);

/// The XXH3 of the pixels (8-bit RGB) of a PNG. Throws std::runtime_error when it cannot be decoded. Takes about 5 ns
/// for each byte of the file.
digest pixel_sum(std::string_view png);

}  // namespace concbench
