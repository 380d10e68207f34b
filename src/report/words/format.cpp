// Rounding first, unit second: 999.96 ms is 1.000 s, not 1000 ms.
#include "report/words/format.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace concbench {
namespace {

struct scale {
  double factor;
  std::string_view name;
  int digits;  ///< significant ones
};

/// `value` with `digits` significant digits and no exponent: 20.4, 312, 1234.
std::string significant(double value, int digits) {
  if (value == 0) return "0";
  const int magnitude = static_cast<int>(std::floor(std::log10(value)));
  const int decimals = std::max(0, digits - 1 - magnitude);
  const auto text = fmt::format("{:.{}f}", value, decimals);
  // 9.996 with three digits became "10.00": one digit too many.
  const bool carried = decimals > 0 && std::stod(text) >= std::pow(10.0, magnitude + 1);
  return carried ? fmt::format("{:.{}f}", value, decimals - 1) : text;
}

/// The largest unit in which the value is at least 1, or would be once its digits in the unit below are
/// rounded; the smallest unit for anything less.
const scale& fitting(double value, std::span<const scale> scales) {
  const auto found = std::ranges::find_if(scales, [&](const scale& s) { return value >= 0.9995 * s.factor; });
  return found == scales.end() ? scales.back() : *found;
}

constexpr std::array time_scales{scale{1e9, "s", 4}, scale{1e6, "ms", 3}, scale{1e3, "µs", 3},
                                 scale{1, "ns", 3}};

std::string with_unit(double value, const scale& unit, std::string_view between) {
  // What is below the smallest unit, or has no decimals by nature (ns, bytes), is shown whole.
  const auto number =
      unit.factor == 1 ? fmt::format("{:.0f}", value) : significant(value / unit.factor, unit.digits);
  return fmt::format("{}{}{}", number, between, unit.name);
}

/// "8.93", "10.0", "123", "0.041".
std::string format_ratio(double ratio) {
  // Two decimals are as fine as repeated runs agree; below 0.1 they would leave nothing to read.
  if (ratio >= 0.1 && ratio < 9.995) return fmt::format("{:.2f}", ratio);
  return significant(ratio, ratio < 0.1 ? 2 : 3);
}

}  // namespace

std::string format_time(double ns) {
  if (ns == 0) return "0 s";
  return with_unit(ns, fitting(ns, time_scales), " ");
}

std::string format_time_range(double least_ns, double most_ns) {
  if (least_ns == most_ns) return std::string(no_figure);
  auto least = format_time(least_ns);
  const auto most = format_time(most_ns);
  const auto unit = most.substr(most.find(' '));
  if (least.ends_with(unit)) least.resize(least.size() - unit.size());
  return fmt::format("{}…{}", least, most);
}

std::string format_bytes(double bytes) {
  constexpr double kib = 1024;
  static constexpr std::array scales{scale{kib * kib * kib * kib, "TiB", 3}, scale{kib * kib * kib, "GiB", 3},
                                     scale{kib * kib, "MiB", 3}, scale{kib, "KiB", 3}, scale{1, "B", 3}};
  return with_unit(bytes, fitting(bytes, scales), " ");
}

std::string format_known_bytes(double bytes) {
  return bytes > 0 ? format_bytes(bytes) : std::string(no_figure);
}

std::string format_rate(double per_second) {
  static constexpr std::array scales{scale{1e9, "G", 3}, scale{1e6, "M", 3}, scale{1e3, "k", 3}};
  if (per_second < 999.5) return significant(per_second, 3);
  return with_unit(per_second, fitting(per_second, scales), "");
}

std::string format_factor(double factor) {
  return format_ratio(factor) + "×";
}

std::string format_bound(double bound) {
  auto text = format_ratio(bound);
  for (int decimals = 3; bound != 1 && std::stod(text) == 1 && decimals <= 6; ++decimals)
    text = fmt::format("{:.{}f}", bound, decimals);
  return text;
}

namespace {

constexpr double turned_below = 0.1;  // nobody reads 0.00014 as 7000 times slower

/// A factor alone. `turned` and `word` are those of the function below.
std::string factor_text(double ratio, bool turned, std::string_view word) {
  return format_factor(turned ? 1 / ratio : ratio) + std::string(turned ? word : "");
}

/// A factor with its interval. `turned`: shows the inverse, and `word` says its direction.
std::string factor_text(const analysis::paired_speedup& of, bool turned, std::string_view word) {
  const auto shown_factor = [&](double factor) { return turned ? 1 / factor : factor; };
  // A difference that is resolved is not shown as 1.00.
  const auto ratio =
      of.resolved() ? format_bound(shown_factor(of.ratio)) : format_ratio(shown_factor(of.ratio));
  const auto factor = fmt::format("{}×{}", ratio, turned ? word : "");
  if (!of.range) return factor + " ?";
  if (of.alike()) return "the same";
  const auto [low, high] = std::minmax({shown_factor(of.range->low), shown_factor(of.range->high)});
  return fmt::format("{} [{}, {}]", factor, format_bound(low), format_bound(high));
}

/// Whether the whole interval says faster, or all of it slower. The inverse of an interval around 1 is never shown,
/// because in one column its ends would mean the opposite of those in the next row.
bool has_one_direction(const analysis::paired_speedup& speedup) {
  return !speedup.range || speedup.range->high < 1 || speedup.range->low > 1;
}

}  // namespace

std::string format_speedup(const analysis::paired_speedup& speedup) {
  return factor_text(speedup, speedup.ratio < turned_below && has_one_direction(speedup), " slower");
}

std::string format_lower(const analysis::paired_speedup& speedup) {
  return factor_text(speedup, speedup.ratio < 1 && has_one_direction(speedup), " higher");
}

std::string format_higher(const analysis::paired_speedup& speedup) {
  return factor_text(speedup, speedup.ratio < 1 && has_one_direction(speedup), " lower");
}

std::string format_speedup(double ratio) {
  return factor_text(ratio, ratio < turned_below, " slower");
}

std::string format_lower(double ratio) {
  return factor_text(ratio, ratio < 1, " higher");
}

std::string format_higher(double ratio) {
  return factor_text(ratio, ratio < 1, " lower");
}

std::string format_percent(double part) {
  const double percent = 100 * part;
  return percent < 9.95 ? fmt::format("{:.2g} %", percent) : fmt::format("{:.0f} %", percent);
}

}  // namespace concbench
