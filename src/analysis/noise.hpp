// How much two runs of the same work differ on a machine.
#pragma once

#include <optional>
#include <span>

namespace concbench::analysis {

/// The noise floor from an A/A run, in which an executor is compared with itself in the same rounds. It is the largest
/// deviation from 1, in either direction, that the 95 % sign interval of the paired ratio still contains, as a part
/// (0.013 is 1.3 %). A smaller difference between two runs on this machine means nothing. Element i of both spans
/// belongs to the same round; all times are above 0. Empty below 6 pairs. Throws std::invalid_argument when the spans
/// differ in length.
std::optional<double> noise_floor(std::span<const double> first, std::span<const double> second);

}  // namespace concbench::analysis
