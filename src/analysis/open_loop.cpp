// Lateness, part by part.
#include "analysis/open_loop.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

namespace concbench::analysis {

std::size_t missed_starts(std::span<const std::int64_t> lateness, double spacing_ns) {
  constexpr double least_ns = 1e6;
  const double allowed = std::max(spacing_ns, least_ns);
  return static_cast<std::size_t>(std::ranges::count_if(
      lateness, [&](std::int64_t late) { return static_cast<double>(late) > allowed; }));
}

bool keeps_up(std::span<const std::int64_t> lateness, double spacing_ns) {
  constexpr std::size_t parts = 10;
  constexpr std::size_t left_out = 2;
  constexpr double most_of_schedule = 0.02;
  constexpr double least_ns = 10e6;
  if (lateness.size() <= parts) return true;  // too few to tell
  const auto last = lateness.size() - 1;
  std::vector<double> gains;
  for (std::size_t i = 0; i < parts; ++i)
    gains.push_back(static_cast<double>(lateness[last * (i + 1) / parts] - lateness[last * i / parts]));
  std::ranges::nth_element(gains, gains.begin() + left_out, std::greater{});
  const double gained = std::accumulate(gains.begin() + left_out, gains.end(), 0.0);
  return gained < std::max(least_ns, most_of_schedule * spacing_ns * static_cast<double>(last));
}

bool drains_in_time(double schedule_ns, double run_ns, double longest_task_ns) {
  constexpr double least_ns = 10e6;
  return run_ns - schedule_ns <= std::max({least_ns, schedule_ns, 2 * longest_task_ns});
}

}  // namespace concbench::analysis
