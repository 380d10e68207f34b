// Order and limits.
#include "runner/run_plan.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/order.hpp"
#include "core/json_field.hpp"

namespace concbench::runner {

duration default_time_limit(duration expected_sequential) {
  return std::max<duration>(std::chrono::seconds(60), 3 * expected_sequential + std::chrono::seconds(10));
}

std::uint64_t tasks_in(const fixture& prepared, std::uint64_t asked) {
  const json_field said(prepared, "fixture");
  const auto found = said.find("tasks");
  return found ? std::clamp<std::uint64_t>(found->whole<std::uint64_t>(0, largest_figure), 1, asked) : asked;
}

std::size_t group_count(const run_plan& plan) {
  return plan.cells.empty() ? 0 : plan.cells.back().group + 1;
}

std::vector<std::size_t> cells_of_group(const run_plan& plan, std::size_t group) {
  const auto first = std::ranges::lower_bound(plan.cells, group, {}, &planned_cell::group);
  const auto end = std::ranges::upper_bound(plan.cells, group, {}, &planned_cell::group);
  std::vector<std::size_t> cells(static_cast<std::size_t>(end - first));
  std::iota(cells.begin(), cells.end(), static_cast<std::size_t>(first - plan.cells.begin()));
  return cells;
}

std::vector<std::size_t> order_of_round(const run_plan& plan, std::size_t group, std::size_t round) {
  const auto cells = cells_of_group(plan, group);
  auto order = analysis::balanced_order(cells.size(), round, plan.asked.seed);
  for (auto& each : order) each = cells[each];
  return order;
}

}  // namespace concbench::runner
