// What the server answers, as far as a client can know it in advance: right values and due faults.
#pragma once

#include <cstdint>

#include "system/hash.hpp"

namespace concbench::net {

/// How a request is made to fail.
enum class fault {
  none,
  unavailable,  ///< 503
  reset,        ///< the connection is reset
  stall,        ///< no answer until the client gives up
};

/// The fault of one attempt, by a hash and never by order of arrival: every executor meets the same ones.
/// `error_rate` is the part of attempts that fail, 0 to 1; the three kinds share it equally.
constexpr fault fault_for(std::uint64_t seed, std::uint32_t task, std::uint32_t attempt,
                          double error_rate) noexcept {
  const auto drawn = mix(mix(seed, task), attempt);
  const auto uniform = static_cast<double>(drawn >> 11) * 0x1p-53;
  if (uniform >= error_rate) return fault::none;
  switch (mix(drawn, 1) % 3) {
    case 0:
      return fault::unavailable;
    case 1:
      return fault::reset;
    default:
      return fault::stall;
  }
}

/// The value in the JSON of /api/{id}; 53 bits, so that every JSON reader gets it exactly.
constexpr std::uint64_t api_value(std::uint64_t seed, std::uint32_t id) noexcept {
  return mix(seed, id) >> 11;
}

}  // namespace concbench::net
