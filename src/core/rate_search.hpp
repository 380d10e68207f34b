// The search for the highest rate that a model sustains: bisection on a grid of rates that all models share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/report.hpp"

namespace concbench {

/// The largest ratio of two neighbours of the grid: the search does not tell apart what differs by less.
inline constexpr double rate_step = 1.05;

/// The rates that a search can try, in ascending order: both ends, and between them rates of three significant digits
/// that are evenly spaced on a logarithmic axis, no more than 5 % apart but for the rounding. `lowest` is above 0 and
/// below `highest`.
std::vector<double> rate_grid(double lowest, double highest);

/// One bisection of one model. It supposes that a model which sustains a rate sustains all lower rates as well. The ends
/// of the grid are rates like the others, so that no step is spent on an end that the other steps rule out.
class rate_search {
 public:
  /// `grid` is not empty, and ascends.
  explicit rate_search(std::vector<double> grid) : grid_(std::move(grid)), end_(grid_.size()) {}

  /// The rate to try now; empty once the highest rate is found.
  std::optional<double> next() const;

  /// Says whether the model sustained the rate of `next`, which must not be empty.
  void tried(bool sustained);

  /// What is found once `next` is empty: the highest sustained rate; empty when not even the lowest was sustained.
  std::optional<double> sustained() const;

  /// The next rate above it, which was not sustained; empty when the highest rate of the grid was.
  std::optional<double> refused() const;

 private:
  std::size_t middle() const { return first_ + (end_ - first_) / 2; }

  std::vector<double> grid_;
  std::size_t first_ = 0;  ///< all rates before it are sustained
  std::size_t end_;        ///< no rate from it on is sustained
};

/// The most steps that one bisection of this range takes, and the time over which their tasks are due, in seconds: that
/// of a model that sustains no rate, since lower rates have the longer steps.
struct search_length {
  std::size_t steps = 0;
  double seconds = 0;
};
search_length longest_search(const plan& asked);

/// How many tasks a step at this rate has: as many as are due in `asked.step_ns`, and at least 100, so that the p99 is
/// not the slowest of a few tasks. No more than `most`.
std::uint64_t tasks_of_step(const plan& asked, double rate, std::uint64_t most);

/// Why the model did not sustain the rate of this sample, which is ok, saturated or failed; `nothing` when it did.
rate_stop stop_of(const sample& taken, const latency_limit& limit);

/// The quantile of a limit, such as "p99.9", in ns. Throws std::invalid_argument for another name than those of
/// `limited_quantiles`.
std::int64_t quantile_of(const latency_summary& latency, std::string_view name);

/// "p50", "p99", "p99.9".
const std::vector<std::string>& limited_quantiles();

/// "p99<50ms", as --slo takes it; empty when there is no limit.
std::string limit_text(const latency_limit& limit);

/// The rate of a search as it is compared, in tasks per second. Where not even the lowest rate was sustained, it is one
/// step below, so that it sorts below all others.
double compared_rate(const found_rate& found);

}  // namespace concbench
