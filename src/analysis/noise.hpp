// What a machine shows between two runs of the same thing.
#pragma once

#include <optional>
#include <span>

namespace concbench::analysis {

/// The noise floor from an A/A run, an executor against itself in the same rounds: the largest deviation from
/// 1 that the 95 % sign interval of the paired ratio still holds, in either direction, as a part (0.013 is
/// 1.3 %). A difference below it between two runs of this machine says nothing. Element i of both spans
/// belongs to the same round, all times are above 0. Empty below 6 pairs; throws std::invalid_argument when
/// the spans differ in length.
std::optional<double> noise_floor(std::span<const double> first, std::span<const double> second);

}  // namespace concbench::analysis
