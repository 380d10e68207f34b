// Order statistics: the typical value of a set of samples, and how far the samples are apart.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace concbench::analysis {

/// The middle value, or the mean of the two middle ones; empty when there are no values.
std::optional<double> median(std::vector<double> values);

/// The index of the nearest-rank quantile among `count` > 0 sorted values; the first index is 0. At least the part `q` (0
/// to 1) of all values is as large as this value or smaller, and it is the smallest value of which that is true
/// (definition 1 of Hyndman & Fan 1996, "Sample Quantiles in Statistical Packages").
std::size_t nearest_rank(std::size_t count, double q);

/// The distance between the quartiles, as a part of the median: 0.1 is 10 %. It is divided by 1.349, so that it
/// estimates the relative standard deviation of normal data (Rousseeuw & Croux 1993, "Alternatives to the Median
/// Absolute Deviation"). Up to a quarter of the values on either side may be outliers. The median absolute deviation
/// would tolerate twice as many, and so would not show that an executor is sometimes twice as slow. Quartiles are
/// interpolated linearly (definition 7 of Hyndman & Fan 1996). Empty below 3 values, or when the median is 0.
std::optional<double> spread(std::vector<double> values);

}  // namespace concbench::analysis
