// The noise floor of a report, computed from its noise pairs.
#pragma once

#include <optional>

#include "core/report.hpp"

namespace concbench {

/// analysis::noise_floor as a part: 0.008 is 0.8 %. Empty when there are too few pairs.
std::optional<double> noise_floor_of(const noise_record& noise);

}  // namespace concbench
