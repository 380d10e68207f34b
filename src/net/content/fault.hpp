// What a client can know in advance about the server's answers: the right values, and which faults will happen.
#pragma once

#include <cstdint>

#include "system/hash.hpp"

namespace concbench::net {

/// How a request fails.
enum class fault {
  none,
  unavailable,  ///< 503
  reset,        ///< the connection is reset
  stall,        ///< no answer until the client gives up
};

/// The parts of the attempts that fail. Each is from 0 to 1, and all together are at most 1.
struct fault_rates {
  double any = 0;  ///< of all three kinds, in equal parts
  double unavailable = 0;
  double reset = 0;
  double stall = 0;

  constexpr double sum() const noexcept { return any + unavailable + reset + stall; }
  constexpr double stalls() const noexcept { return any / 3 + stall; }
};

/// The fault of one attempt. A hash decides, and not the order of arrival, so every executor gets the same faults.
constexpr fault fault_for(std::uint64_t seed, std::uint32_t task, std::uint32_t attempt,
                          const fault_rates& rates) noexcept {
  const auto drawn = mix(mix(seed, task), attempt);
  auto left = static_cast<double>(drawn >> 11) * 0x1p-53;
  constexpr fault kinds[] = {fault::unavailable, fault::reset, fault::stall};
  if (left < rates.any) return kinds[mix(drawn, 1) % 3];
  left -= rates.any;
  if (left < rates.unavailable) return fault::unavailable;
  left -= rates.unavailable;
  if (left < rates.reset) return fault::reset;
  left -= rates.reset;
  return left < rates.stall ? fault::stall : fault::none;
}

/// The value in the JSON of /api/{id}. It has 53 bits, so that every JSON reader gets it exactly.
constexpr std::uint64_t api_value(std::uint64_t seed, std::uint32_t id) noexcept {
  return mix(seed, id) >> 11;
}

}  // namespace concbench::net
