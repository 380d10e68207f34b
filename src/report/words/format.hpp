// Figures as people read them: three digits and a unit, or four digits for seconds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/speedup.hpp"

namespace concbench {

/// What is shown when there is no figure.
inline constexpr std::string_view no_figure = "–";

/// Nanoseconds as "15.02 s", "1.502 s", "20.4 ms", "312 µs", "85 ns"; "0 s" for none.
std::string format_time(double ns);

/// "1.498…1.506 s", or "980 ms…1.020 s" when the units differ; "–" when there is no range.
std::string format_time_range(double least_ns, double most_ns);

/// Bytes as "512 B", "64.2 KiB", "1.50 GiB".
std::string format_bytes(double bytes);

/// The same, but "–" for 0, which means that it is not known.
std::string format_known_bytes(double bytes);

/// "0.67", "66.6", "12.3k", "1.20M".
std::string format_rate(double per_second);

/// "8.93×", "10.0×", "123×", "0.041×".
std::string format_factor(double factor);

/// A bound of an interval around a ratio. It has enough digits not to be read as 1 when it is not.
std::string format_bound(double bound);

/// "3.10× [2.91, 3.30]"; "3.10× ?" when there are too few rounds for an interval. Below 0.1 the inverse is shown:
/// "7140× slower [6990, 7300]". "the same" within half a per cent.
std::string format_speedup(const analysis::paired_speedup& speedup);

/// The same for a time that is compared with another. It shows how many times lower the time is, "3.10× [2.91, 3.30]".
/// Where the whole interval says higher, it shows how many times higher: "1.16× higher [1.05, 1.22]".
std::string format_lower(const analysis::paired_speedup& speedup);

/// The same for a rate that is compared with another one: "3.10× [2.91, 3.30]", "1.16× lower [1.05, 1.22]".
std::string format_higher(const analysis::paired_speedup& speedup);

/// The same functions for a ratio alone: "3.10×", "7140× slower", "1.16× higher".
std::string format_speedup(double ratio);
std::string format_lower(double ratio);
std::string format_higher(double ratio);

/// 0.123 as "12 %", 0.0123 as "1.2 %".
std::string format_percent(double part);

/// Which memory the figures of added memory leave out, and which command shows it.
inline constexpr std::string_view without_kernel_part =
    "without the kernel's part of threads (concbench cost)";

}  // namespace concbench
