// Durations and sizes as people write them: "1.5s", "200ms", "64KiB".
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "system/clock.hpp"

namespace concbench {

/// A number of bytes; a type of its own so that it cannot be mistaken for a count.
struct byte_size {
  std::uint64_t count = 0;
  friend auto operator<=>(const byte_size&, const byte_size&) = default;
};

/// Reads a duration: a decimal number and one of ns, us, µs, ms, s, min, h ("0" needs no unit). Empty when it
/// is not one, is negative, or does not fit 64-bit nanoseconds.
std::optional<duration> parse_duration(std::string_view text);

/// Reads a size: a decimal number and one of B, KiB, MiB, GiB, TiB (1024) or kB, MB, GB, TB (1000); a bare
/// whole number is bytes. Empty when it is not one, is negative, or does not fit 64 bits.
std::optional<byte_size> parse_size(std::string_view text);

/// Reads a percentage of 0 or more with its sign, "5%" or "0.5 %", as a part: 0.05. Empty when it is not one.
std::optional<double> parse_percent(std::string_view text);

/// Reads a whole number ≥ 0 in decimal, nothing around it.
std::optional<std::uint64_t> parse_count(std::string_view text);

/// Reads a rate in tasks per second: a decimal number and one of /s, /min. Empty when it is not one.
std::optional<double> parse_rate(std::string_view text);

/// A rate as `parse_rate` reads it back, to ten digits: 2000 → "2000/s".
std::string rate_text(double per_second);

/// The short exact form that `parse_duration` reads back: 1500000000 ns → "1.5s". A negative value has a
/// minus sign in front, and is not read back.
std::string exact_text(duration value);

/// The shortest exact form that `parse_size` reads back, in binary units: 65536 → "64KiB".
std::string exact_text(byte_size value);

}  // namespace concbench
