// How many times faster one executor is than another, from rounds that both took part in.
#pragma once

#include <optional>
#include <span>

namespace concbench::analysis {

/// exp(median(ln(baseline[i] / candidate[i]))): above 1 the candidate is faster. The ratio is taken within
/// each round, where both ran under the same conditions, so that a drift of the machine over the rounds
/// cancels out; logarithms make twice as fast and half as fast lie equally far from 1, and the speedup of a
/// over b the inverse of b over a. Element i of both spans belongs to the same round, all times are above 0.
/// Empty when there are no rounds; throws std::invalid_argument when the spans differ in length.
std::optional<double> paired_speedup(std::span<const double> baseline, std::span<const double> candidate);

}  // namespace concbench::analysis
