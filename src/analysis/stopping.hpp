// Ends the rounds when an interval is narrow enough, without breaking the promise of the interval.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/interval.hpp"

namespace concbench::analysis {

/// The level of each interval when its width decides about further rounds: a quarter of `alpha`. So the interval at
/// which the rounds end still holds with a probability of 1 - `alpha`. An interval that may be looked at six times
/// misses at some look three to four times as often as at a single look (Pocock 1977, "Group sequential methods in the
/// design and analysis of clinical trials", Biometrika 64: nominal levels of 0.25 to 0.28 `alpha`).
///
/// For sign intervals at the numbers of rounds that `looks` gives, the probability to miss at any look does not depend
/// on the distribution of the times. The tests compute it exactly: 0.63 of 0.05 for one comparison, and at most 0.96 of
/// `alpha` for `alpha` = 0.05 / 1 … 0.05 / 100. It is below `alpha` up to 24 comparisons also when a time budget adds
/// one more look, anywhere between two others. So neither the rule by which the rounds end at a look nor whose width
/// decides is important.
///
/// Two reports that each stopped by itself may end at 36 pairs of looks, which this does not cover. For
/// `compare_unpaired` between them the level is supported by simulation, and only because neither rule sees the other
/// report (see docs/methodology.md).
double sequential_alpha(double alpha);

/// The numbers of rounds after which widths are looked at: `first`, and then five times half as many again, rounded up.
/// `first` ≥ 1 is the smallest number that gives an interval at the sequential level. 8 gives 8, 12, 18, 27, 41, 62.
std::vector<std::size_t> looks(std::size_t first);

/// How wide an interval around a ratio is: high / low - 1. [0.99, 1.01] is 2 % wide.
double relative_width(interval range);

}  // namespace concbench::analysis
