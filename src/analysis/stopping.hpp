// Rounds that end when an interval is narrow enough, without spoiling what the interval promises.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/interval.hpp"

namespace concbench::analysis {

/// The level at which each interval is made when its width decides about further rounds, so that the one at
/// which they end still holds with a probability of 1 - `alpha`: a quarter of it. An interval that may be
/// looked at six times misses at some look three to four times as often as at one (Pocock 1977, "Group
/// sequential methods in the design and analysis of clinical trials", Biometrika 64: nominal levels of 0.25
/// to 0.28 `alpha`). For sign intervals at the numbers of rounds that `looks` gives, the chance to miss at
/// any of them does not depend on the distribution of the times, and the tests compute it exactly: 0.63 of
/// 0.05 for one comparison, at most 0.96 of `alpha` for `alpha` = 0.05 / 1 … 0.05 / 100; and below `alpha` up
/// to 24 comparisons also when a time budget adds one more look, anywhere between two others. So it does not
/// matter by what rule the rounds end at a look, nor whose width decides. Two reports that stopped each by
/// itself may end at 36 pairs of looks, which this does not cover: for `compare_unpaired` between them the
/// level is backed by simulation, and only because neither rule sees the other report (see
/// docs/methodology.md).
double sequential_alpha(double alpha);

/// Numbers of rounds after which the widths are looked at: `first` (≥ 1, the least that gives an interval at
/// the sequential level) and then half as many again each time, rounded up, six in all. 8, 12, 18, 27,
/// 41, 62.
std::vector<std::size_t> looks(std::size_t first);

/// How wide an interval around a ratio is: high / low - 1. [0.99, 1.01] is 2 % wide.
double relative_width(interval range);

}  // namespace concbench::analysis
