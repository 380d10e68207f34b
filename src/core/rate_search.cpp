// Grid, bisection, and the rule for one step.
#include "core/rate_search.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "core/json_field.hpp"
#include "system/three_digits.hpp"
#include "system/units.hpp"

namespace concbench {

std::vector<double> rate_grid(double lowest, double highest) {
  const double length = std::log(highest / lowest);
  const auto steps =
      std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(length / std::log(rate_step) - 1e-9)));
  std::vector<double> grid{lowest};
  for (std::size_t i = 1; i < steps; ++i)
    grid.push_back(
        three_digits(lowest * std::exp(length * static_cast<double>(i) / static_cast<double>(steps))));
  grid.push_back(highest);
  return grid;
}

std::optional<double> rate_search::next() const {
  if (first_ == end_) return {};
  return grid_[middle()];
}

void rate_search::tried(bool sustained) {
  if (sustained) {
    first_ = middle() + 1;
  } else {
    end_ = middle();
  }
}

std::optional<double> rate_search::sustained() const {
  if (first_ == 0) return {};
  return grid_[first_ - 1];
}

std::optional<double> rate_search::refused() const {
  if (end_ == grid_.size()) return {};
  return grid_[end_];
}

search_length longest_search(const plan& asked) {
  search_length length;
  rate_search search(rate_grid(asked.rate, asked.highest_rate));
  while (const auto rate = search.next()) {
    ++length.steps;
    length.seconds += static_cast<double>(tasks_of_step(asked, *rate, largest_figure)) / *rate;
    search.tried(false);
  }
  return length;
}

std::uint64_t tasks_of_step(const plan& asked, double rate, std::uint64_t most) {
  constexpr std::uint64_t least = 100;
  const auto due = static_cast<std::uint64_t>(std::llround(rate * static_cast<double>(asked.step_ns) / 1e9));
  return std::min(std::max(due, least), most);
}

rate_stop stop_of(const sample& taken, const latency_limit& limit) {
  if (taken.status == status::saturated || !taken.saturation.empty()) return rate_stop::late_starts;
  if (taken.status != status::ok) return rate_stop::errors;
  if (limit.below_ns > 0 && quantile_of(taken.response_ns, limit.quantile) >= limit.below_ns)
    return rate_stop::latency;
  return rate_stop::nothing;
}

std::int64_t quantile_of(const latency_summary& latency, std::string_view name) {
  if (name == "p50") return latency.p50;
  if (name == "p99") return latency.p99;
  if (name == "p99.9") return latency.p999;
  throw std::invalid_argument(fmt::format("no quantile of a limit: {}", name));
}

const std::vector<std::string>& limited_quantiles() {
  static const std::vector<std::string> names{"p50", "p99", "p99.9"};
  return names;
}

std::string limit_text(const latency_limit& limit) {
  if (limit.below_ns == 0) return "";
  return fmt::format("{}<{}", limit.quantile, exact_text(duration(limit.below_ns)));
}

double compared_rate(const found_rate& found) {
  return found.none_sustained ? found.rate / rate_step : found.rate;
}

}  // namespace concbench
