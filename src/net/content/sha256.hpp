// SHA-256, computed by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace concbench::net {

using sha256_digest = std::array<std::uint8_t, 32>;

sha256_digest sha256(std::string_view bytes);

/// The first 64 bits of a hash: the first 16 digits of its text.
std::uint64_t first_64_bits(const sha256_digest& hash);

/// The hash as 64 lower-case hexadecimal digits.
std::string to_hex(const sha256_digest& hash);

}  // namespace concbench::net
