// What a report's noise pairs come to.
#pragma once

#include <optional>
#include <string>

#include "core/report.hpp"

namespace concbench {

/// The noise floor of analysis::noise_floor, as a part: 0.008 is 0.8 %. Empty where too few pairs were taken.
std::optional<double> noise_floor_of(const noise_record& noise);

/// "0.8 %", two digits.
std::string noise_floor_text(double floor);

}  // namespace concbench
