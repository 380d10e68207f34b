// Progressions of round values: the finest one with few enough values on the axis is its ticks.
#include "report/figures/chart_axis.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace concbench {
namespace {

constexpr double least_logarithmic_span = 10;
constexpr double rounding = 1 + 1e-9;

/// 1, 2 or 5 times a power of ten; `index` 0 is 1, 3 is 10.
double decimal_value(long index) {
  static constexpr double leading[] = {1, 2, 5};
  const long decade = index >= 0 ? index / 3 : -((2 - index) / 3);
  return leading[index - 3 * decade] * std::pow(10.0, static_cast<double>(decade));
}

double round_value(round_values kind, long index) {
  return kind == round_values::decimal ? decimal_value(index) : std::exp2(static_cast<double>(index));
}

/// The index of the largest round value that is not above `value`.
long index_below(round_values kind, double value) {
  auto index = kind == round_values::decimal ? 3 * std::lround(std::floor(std::log10(value)))
                                             : std::lround(std::floor(std::log2(value)));
  while (round_value(kind, index) > value) --index;
  while (round_value(kind, index + 1) <= value * rounding) ++index;
  return index;
}

long index_above(round_values kind, double value) {
  const auto below = index_below(kind, value);
  return round_value(kind, below) * rounding >= value ? below : below + 1;
}

/// 1, 2, 5, 10; then powers of 10, of 100 and so on. Of two, of four and so on.
long wider(round_values kind, long stride) {
  if (kind == round_values::binary) return stride + 1;
  return stride == 1 ? 3 : stride + 3;
}

/// Every `stride`-th round value from `low` to `high`, those whose index is a multiple of it.
std::vector<double> logarithmic_ticks(round_values kind, double low, double high, long stride) {
  std::vector<double> ticks;
  const auto last = index_below(kind, high * rounding);
  for (auto i = index_above(kind, low / rounding); i <= last; ++i)
    if (i % stride == 0) ticks.push_back(round_value(kind, i));
  return ticks;
}

}  // namespace

chart_axis chart_axis::between(std::span<const double> values) {
  const auto [low, high] = std::ranges::minmax(values);
  return {low, high, low > 0 && high >= low * least_logarithmic_span};
}

chart_axis chart_axis::even(std::span<const double> values) {
  const auto [low, high] = std::ranges::minmax(values);
  return {low, high, false};
}

chart_axis chart_axis::of_ratios(std::span<const double> values) {
  constexpr double nearest = 2;
  const auto [low, high] = std::ranges::minmax(values);
  return {round_value(round_values::decimal, index_below(round_values::decimal, std::min(low, 1 / nearest))),
          round_value(round_values::decimal, index_above(round_values::decimal, std::max(high, nearest))),
          true};
}

chart_axis chart_axis::around(std::span<const double> values, round_values kind) {
  const auto exact = between(values);
  if (exact.high_ <= 0) return {0, 1, false};
  if (exact.logarithmic_)
    return {round_value(kind, index_below(kind, exact.low_)),
            round_value(kind, index_above(kind, exact.high_)), true};
  // A quarter of the next lower round value is a step that ticks can meet.
  const double step = round_value(kind, index_below(kind, exact.high_)) / 4;
  return {0, step * std::ceil(exact.high_ / step / rounding), false};
}

double chart_axis::place(double value) const {
  if (high_ <= low_) return 0.5;
  return logarithmic_ ? std::log(value / low_) / std::log(high_ / low_) : (value - low_) / (high_ - low_);
}

std::vector<double> chart_axis::ticks(round_values kind, std::size_t most) const {
  if (high_ <= low_) return {low_};
  if (logarithmic_) {
    constexpr std::size_t least = 3;  // fewer labels leave the reader to guess between them
    std::vector<double> finer;
    for (long stride = 1;; stride = wider(kind, stride)) {
      auto ticks = logarithmic_ticks(kind, low_, high_, stride);
      if (ticks.size() > most) continue;
      if (ticks.size() < least && stride == 3) finer = logarithmic_ticks(kind, low_, high_, 2);
      return finer.empty() || finer.size() > most ? ticks : finer;
    }
  }
  auto index = index_below(kind, (high_ - low_) / static_cast<double>(most));
  const auto steps = [&] { return std::floor((high_ - low_) / round_value(kind, index) * rounding); };
  while (steps() + 1 > static_cast<double>(most)) ++index;
  std::vector<double> ticks;
  const double step = round_value(kind, index);
  for (double tick = std::ceil(low_ / step / rounding) * step; tick <= high_ * rounding; tick += step)
    ticks.push_back(tick);
  return ticks;
}

std::string title_with_scales(const std::string& title, const std::string& x_name, const chart_axis& x,
                              const std::string& y_name, const chart_axis& y) {
  if (x.logarithmic() && y.logarithmic()) return title + ", both logarithmic";
  if (x.logarithmic()) return fmt::format("{}, {} logarithmic", title, x_name);
  return y.logarithmic() ? fmt::format("{}, {} logarithmic", title, y_name) : title;
}

}  // namespace concbench
