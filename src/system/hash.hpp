// A small hash function: for generated content, for faults that client and server must agree on, and for digests.
#pragma once

#include <cstdint>

namespace concbench {

/// Mixes one or two numbers into 64 well-spread bits (splitmix64's finaliser, Steele et al. 2014).
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b = 0) noexcept {
  std::uint64_t x = a + 0x9e3779b97f4a7c15ULL * (b + 1);
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace concbench
