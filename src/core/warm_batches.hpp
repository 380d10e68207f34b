// The parameter `warm`, which every scenario has: batches that run before the measured one, in the same process.
#pragma once

#include <cstdint>

#include "core/parameters.hpp"

namespace concbench {

/// Its declaration. It has an effect, and so a place in reports, only where it is not 0.
parameter warm_parameter();

/// How many batches run before the measured one: 0 … 100, and 0 where `values` have no such parameter.
std::uint64_t warm_batches(const parameter_values& values);

}  // namespace concbench
