// Power laws and crossings, both straight lines between logarithms.
#include "analysis/scaling.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/regression.hpp"

namespace concbench::analysis {
namespace {

bool resolved(const ratio_at& point) {
  return point.range && !point.range->holds(1);
}

bool first_wins(const ratio_at& point) {
  return point.ratio < 1;
}

/// Where the line from `left` to `right`, on either side of 1, has a ratio of 1.
double crossing(const ratio_at& left, const ratio_at& right) {
  const double part = std::log(left.ratio) / (std::log(left.ratio) - std::log(right.ratio));
  if (left.x <= 0) return std::lerp(left.x, right.x, part);
  return std::exp(std::lerp(std::log(left.x), std::log(right.x), part));
}

/// The middle one of all crossings on a stretch whose ends disagree: they are odd in number.
double middle_crossing(std::span<const ratio_at> stretch) {
  std::vector<double> places;
  for (std::size_t i = 1; i < stretch.size(); ++i)
    if (first_wins(stretch[i - 1]) != first_wins(stretch[i]))
      places.push_back(crossing(stretch[i - 1], stretch[i]));
  return places.at(places.size() / 2);
}

std::vector<double> logarithms(std::span<const double> values) {
  std::vector<double> logs;
  for (const double each : values) logs.push_back(std::log(each));
  return logs;
}

}  // namespace

std::optional<power_fit> fit_power(std::span<const double> x, std::span<const double> y) {
  const auto positive = [](double value) { return value > 0; };
  if (!std::ranges::all_of(x, positive) || !std::ranges::all_of(y, positive)) return {};
  const auto fit = fit_line(logarithms(x), logarithms(y));
  if (!fit) return {};
  return power_fit{.exponent = fit->slope, .exponent_range = fit->slope_range, .r_squared = fit->r_squared};
}

std::vector<crossover> crossovers(std::span<const ratio_at> curve) {
  std::vector<crossover> found;
  std::optional<std::size_t> last;  // that was resolved
  for (std::size_t i = 0; i < curve.size(); ++i) {
    if (!resolved(curve[i])) continue;
    if (last && first_wins(curve[*last]) != first_wins(curve[i]))
      found.push_back({.x = middle_crossing(curve.subspan(*last, i - *last + 1)),
                       .between = {curve[*last].x, curve[i].x},
                       .first_wins_below = first_wins(curve[*last])});
    last = i;
  }
  return found;
}

}  // namespace concbench::analysis
