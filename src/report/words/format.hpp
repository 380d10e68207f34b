// Figures as people read them: three digits and a unit, four digits for seconds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/speedup.hpp"

namespace concbench {

/// Where there is no figure.
inline constexpr std::string_view no_figure = "–";

/// Nanoseconds as "15.02 s", "1.502 s", "20.4 ms", "312 µs", "85 ns"; "0 s" for none.
std::string format_time(double ns);

/// "1.498…1.506 s", or "980 ms…1.020 s" where the units differ; "–" where there is no range.
std::string format_time_range(double least_ns, double most_ns);

/// Bytes as "512 B", "64.2 KiB", "1.50 GiB".
std::string format_bytes(double bytes);

/// The same, and "–" of 0, which stands for what is not known.
std::string format_known_bytes(double bytes);

/// "0.67", "66.6", "12.3k", "1.20M".
std::string format_rate(double per_second);

/// "8.93", "10.0", "123", "0.041".
std::string format_ratio(double ratio);

/// The same as a factor: "8.93×".
std::string format_factor(double factor);

/// A bound of an interval around a ratio: with digits enough not to read 1 where it is not.
std::string format_bound(double bound);

/// "3.10× [2.91, 3.30]"; "3.10× ?" where the rounds are too few for an interval; below 0.1 turned round:
/// "7140× slower [6990, 7300]"; "the same" within half a per cent.
std::string format_speedup(const analysis::paired_speedup& of);

/// The same of a time that is compared with another: how many times lower it is, "3.10× [2.91, 3.30]", or where it is
/// higher "1.16× higher [1.05, 1.22]", so that no factor is below 1.
std::string format_lower(const analysis::paired_speedup& of);

/// The same two of a ratio alone: "3.10×", "7140× slower", "1.16× higher".
std::string format_speedup(double ratio);
std::string format_lower(double ratio);

/// 0.123 as "12 %", 0.0123 as "1.2 %".
std::string format_percent(double part);

/// What figures of added memory leave out, and which command shows it.
inline constexpr std::string_view without_kernel_part =
    "without the kernel's part of threads (concbench cost)";

}  // namespace concbench
