// Order and limits.
#include "runner/run_plan.hpp"

#include <algorithm>

#include "analysis/order.hpp"

namespace concbench::runner {

duration default_time_limit(duration expected_sequential) {
  return std::max<duration>(std::chrono::seconds(60), 3 * expected_sequential + std::chrono::seconds(10));
}

std::vector<std::size_t> order_of_round(const run_plan& plan, std::size_t round) {
  std::vector<std::size_t> order;
  for (std::size_t first = 0; first < plan.cells.size();) {
    std::size_t end = first;
    while (end < plan.cells.size() && plan.cells[end].group == plan.cells[first].group) ++end;
    for (const auto offset : analysis::balanced_order(end - first, round, plan.asked.seed))
      order.push_back(first + offset);
    first = end;
  }
  return order;
}

}  // namespace concbench::runner
