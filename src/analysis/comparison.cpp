// The Hodges–Lehmann shift of log times, and Holm's levels.
#include "analysis/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "analysis/pairwise_differences.hpp"
#include "analysis/rank_sum.hpp"

namespace concbench::analysis {
namespace {

std::vector<double> logarithms(std::span<const double> times) {
  std::vector<double> logs(times.size());
  std::ranges::transform(times, logs.begin(), [](double time) { return std::log(time); });
  return logs;
}

/// The least n for which n values against n have an interval: the two orders of them that are furthest apart
/// have a chance of 2 / (2n over n).
std::size_t values_needed_for(double alpha) {
  double chance = 2;
  std::size_t n = 0;
  while (chance > alpha) {
    ++n;
    chance *= static_cast<double>(n) / static_cast<double>(4 * n - 2);  // (2n over n) grows by (4n - 2) / n
  }
  return n;
}

}  // namespace

unpaired_ratio compare_unpaired(std::span<const double> before, std::span<const double> after, double alpha) {
  if (before.empty() || after.empty())
    throw std::invalid_argument("cannot compare " + std::to_string(before.size()) + " times with " +
                                std::to_string(after.size()) + ": both need at least one");
  const pairwise_differences shifts(logarithms(before), logarithms(after));
  const rank_sum_distribution rank_sum(before.size(), after.size());
  // Of the shifts, those that speak against a change to slower, and those against one to faster. A shift of 0
  // is among both.
  const auto not_slower = shifts.count_up_to(0);
  const auto not_faster = shifts.count() - shifts.count_below(0);
  unpaired_ratio found{.ratio = std::exp(shifts.median()),
                       .range = {},
                       .p = std::min(1.0, 2 * rank_sum.lower_tail(std::min(not_slower, not_faster))),
                       .values_needed = values_needed_for(alpha)};
  // A bound is the k-th shift from its end, with the largest k for which k - 1 shifts would still be
  // resolved.
  if (const auto k = rank_sum.critical(alpha / 2); k > 0)
    found.range = mapped(interval{shifts.ranked(k), shifts.ranked(shifts.count() + 1 - k)},
                         [](double log) { return std::exp(log); });
  return found;
}

std::vector<double> holm_levels(std::span<const double> p, double alpha) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  std::vector<double> levels(p.size());
  std::size_t rejected = 0;
  for (const auto i : order) {
    levels[i] = alpha / static_cast<double>(p.size() - rejected);
    if (p[i] <= levels[i]) ++rejected;
  }
  return levels;
}

interval widened(interval range, double noise_floor) {
  return {range.low / (1 + noise_floor), range.high * (1 + noise_floor)};
}

}  // namespace concbench::analysis
