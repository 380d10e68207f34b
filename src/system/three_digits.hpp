// Rounds measured rates to the digits that mean something.
#pragma once

#include <cmath>

namespace concbench {

/// `value` ≥ 0 rounded to three significant digits: 5057.3 is 5060, and 0 stays 0.
inline double three_digits(double value) {
  if (value <= 0) return 0;
  const auto step = std::pow(10.0, std::floor(std::log10(value)) - 2);
  return std::round(value / step) * step;
}

}  // namespace concbench
