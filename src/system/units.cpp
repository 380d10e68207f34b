// Units table, and decimal arithmetic that is exact (no floating point: 0.1s is 100,000,000 ns).
#include "system/units.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace concbench {
namespace {

struct unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array time_units{
    unit{"h", 3'600'000'000'000},
    unit{"min", 60'000'000'000},
    unit{"s", 1'000'000'000},
    unit{"ms", 1'000'000},
    unit{"us", 1'000},
    unit{"µs", 1'000},
    unit{"\u03bcs", 1'000},  // micro sign, Greek letter mu
    unit{"ns", 1},
};

constexpr std::array size_units{
    unit{"TiB", 1ULL << 40},
    unit{"GiB", 1ULL << 30},
    unit{"MiB", 1ULL << 20},
    unit{"KiB", 1ULL << 10},
    unit{"B", 1},
    unit{"kB", 1'000},
    unit{"MB", 1'000'000},
    unit{"GB", 1'000'000'000},
    unit{"TB", 1'000'000'000'000},
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

__extension__ using wide = unsigned __int128;

/// "12.5" × factor, exactly: a fraction finer than the base unit is refused, not rounded.
std::optional<std::uint64_t> scaled(std::string_view number, std::uint64_t factor) {
  const auto dot = number.find('.');
  const auto whole = parse_count(number.substr(0, dot));
  if (!whole) return {};
  wide total = static_cast<wide>(*whole) * factor;
  if (dot != std::string_view::npos) {
    const auto digits = number.substr(dot + 1);
    const auto fraction = parse_count(digits);
    if (!fraction || digits.size() > 18) return {};
    wide power = 1;
    for (std::size_t i = 0; i < digits.size(); ++i) power *= 10;
    if (static_cast<wide>(*fraction) * factor % power != 0) return {};
    total += static_cast<wide>(*fraction) * factor / power;
  }
  if (total > std::numeric_limits<std::uint64_t>::max()) return {};
  return static_cast<std::uint64_t>(total);
}

template <std::size_t N>
std::optional<std::uint64_t> parse_with(std::string_view text, const std::array<unit, N>& units) {
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
  const auto suffix = text.substr(end);
  for (const auto& [name, factor] : units)
    if (suffix == name) return scaled(text.substr(0, end), factor);
  return {};
}

/// "1.5" and the largest unit in which the value needs at most three decimals.
template <std::size_t N>
std::string exact_with(std::uint64_t value, const std::array<unit, N>& units, bool decimals) {
  for (const auto& [name, factor] : units) {
    if (value < factor) continue;
    const auto rest = value % factor;
    if (rest == 0) return fmt::format("{}{}", value / factor, name);
    if (!decimals || factor % 1000 != 0 || rest % (factor / 1000) != 0) continue;
    auto text = fmt::format("{}.{:03}", value / factor, rest / (factor / 1000));
    text.erase(text.find_last_not_of('0') + 1);
    return text + std::string(name);
  }
  return fmt::format("0{}", units[N - 1].name);
}

}  // namespace

std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::optional<double> parse_percent(std::string_view text) {
  if (!text.ends_with('%')) return {};
  text.remove_suffix(1);
  if (text.ends_with(' ')) text.remove_suffix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || !std::isfinite(value) || value < 0) return {};
  return value / 100;
}

std::optional<duration> parse_duration(std::string_view text) {
  if (text == "0") return duration::zero();
  const auto value = parse_with(text, time_units);
  if (!value || *value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {};
  return duration(static_cast<std::int64_t>(*value));
}

std::optional<byte_size> parse_size(std::string_view text) {
  if (const auto bare = parse_count(text)) return byte_size{*bare};
  const auto value = parse_with(text, size_units);
  if (!value) return {};
  return byte_size{*value};
}

std::optional<double> parse_rate(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return {};
  const auto number = text.substr(0, slash);
  const auto unit = text.substr(slash);
  double value = 0;
  const auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != number.data() + number.size() || !std::isfinite(value)) return {};
  if (unit == "/s") return value;
  if (unit == "/min") return value / 60;
  return {};
}

std::string rate_text(double per_second) {
  return fmt::format("{:.10g}/s", per_second);
}

std::string exact_text(duration value) {
  if (value == duration::zero()) return "0s";
  // "min" and "h" only when whole: 90 s is "90s", not "1.5min".
  constexpr std::array units{unit{"s", 1'000'000'000}, unit{"ms", 1'000'000}, unit{"us", 1'000},
                             unit{"ns", 1}};
  const auto count = static_cast<std::uint64_t>(value.count());
  if (value < duration::zero())
    return "-" + exact_with(-count, units, true);  // unsigned: the smallest value has no opposite
  return exact_with(count, units, true);
}

std::string exact_text(byte_size value) {
  constexpr std::array units{size_units[0], size_units[1], size_units[2], size_units[3], size_units[4]};
  return exact_with(value.count, units, false);
}

}  // namespace concbench
