// The order in which a round runs its executors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace concbench::analysis {

/// After how many rounds `balanced_order` is balanced: `count` when that is even, otherwise twice that.
std::size_t balanced_rounds(std::size_t count);

/// The order of `count` executors in round `round`: a permutation of 0 … count-1.
///
/// This is a Williams design (Williams 1949, "Experimental designs balanced for the estimation of residual effects of
/// treatments"). Over each `balanced_rounds(count)` rounds, every executor is equally often in every position, and
/// equally often directly after every other one. So no executor gains from a drift within the round, or from what the
/// one before leaves behind (a hot CPU, a full cache). Which executor is which in the design, and which row of it a
/// round takes, is shuffled for each such block by `seed`. The same arguments give the same order on every platform.
std::vector<std::size_t> balanced_order(std::size_t count, std::size_t round, std::uint64_t seed);

}  // namespace concbench::analysis
