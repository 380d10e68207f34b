// What a report's noise pairs come to.
#pragma once

#include <optional>

#include "core/report.hpp"

namespace concbench {

/// The noise floor of analysis::noise_floor, as a part: 0.008 is 0.8 %. Empty where too few pairs were taken.
std::optional<double> noise_floor_of(const noise_record& noise);

}  // namespace concbench
