// The order in which a round takes its executors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace concbench::analysis {

/// Rounds after which `balanced_order` has balanced everything: `count` when even, twice that when odd.
std::size_t balanced_rounds(std::size_t count);

/// The order of `count` executors in round `round`, a permutation of 0 … count-1.
///
/// A Williams design (Williams 1949, "Experimental designs balanced for the estimation of residual effects of
/// treatments"): over each `balanced_rounds(count)` rounds, every executor stands in every position equally
/// often, and follows every other one equally often, so that neither a drift within the round nor what a
/// predecessor leaves behind (a hot CPU, a full cache) favours anyone. Which executor is which in the design,
/// and which row of it a round takes, is dealt anew from `seed` for each such block. The same arguments give
/// the same order on every platform.
std::vector<std::size_t> balanced_order(std::size_t count, std::size_t round, std::uint64_t seed);

}  // namespace concbench::analysis
