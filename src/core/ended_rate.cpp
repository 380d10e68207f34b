// One division, of what has the least bias.
#include "core/ended_rate.hpp"

namespace concbench {

double ended_per_second(const sample& of, std::int64_t typical_ns) {
  const auto per_second = [](std::uint64_t tasks, std::int64_t time_ns) {
    return time_ns > 0 ? 1e9 * static_cast<double>(tasks) / static_cast<double>(time_ns) : 0;
  };
  const auto window_ns = of.last_start_ns - typical_ns;
  if (window_ns > 0 && 2 * of.ended_by_last_start >= of.tasks_ok && of.ended_by_last_start > 0)
    return per_second(of.ended_by_last_start, window_ns);
  return per_second(of.tasks_ok, of.wall_ns);
}

}  // namespace concbench
