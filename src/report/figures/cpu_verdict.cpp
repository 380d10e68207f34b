// Compares the executor with the least CPU time with each other one.
#include "report/figures/cpu_verdict.hpp"

#include <algorithm>

#include "core/speedups.hpp"

namespace concbench {
namespace {

/// A tenth more is worth a sentence.
constexpr double least_factor = 1.1;

}  // namespace

std::optional<cpu_verdict> cpu_verdict_of(const scenario_results& group, const plan& asked) {
  std::vector<const cell_result*> cells;
  for (const auto& each : group.cells)
    if (comparable(*each.cell) && each.figures->cpu_ns > 0) cells.push_back(&each);
  if (cells.size() < 2) return {};
  cpu_verdict found{
      .least = *std::ranges::min_element(cells, {}, [](const auto* each) { return each->figures->cpu_ns; }),
      .others = {}};
  const double alpha = comparison_alpha(asked, cells.size() * (cells.size() - 1) / 2);
  for (const auto* each : cells) {
    if (each == found.least) continue;
    const auto factor = speedup_of(*found.least->cell, *each->cell, alpha, compared_figure::cpu);
    if (factor && factor->range && factor->range->low >= least_factor)
      found.others.push_back({each, *factor, /*seen=*/false});
  }
  if (found.others.empty()) return {};
  std::ranges::stable_sort(found.others, {}, [](const advantage& each) { return each.factor.ratio; });
  return found;
}

}  // namespace concbench
