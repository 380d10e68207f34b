// The digits that a measured rate deserves, wherever it is told.
#pragma once

#include <cmath>

namespace concbench {

/// `value` rounded to three significant digits: 5057.3 is 5060. From 0; 0 stays 0.
inline double three_digits(double value) {
  if (value <= 0) return 0;
  const auto step = std::pow(10.0, std::floor(std::log10(value)) - 2);
  return std::round(value / step) * step;
}

}  // namespace concbench
