// Makes the same comparisons with and without start and stop.
#include "report/figures/lifecycle_verdict.hpp"

#include <algorithm>

#include "core/speedups.hpp"

namespace concbench {
namespace {

/// Of the time: what is less is no reason to choose another executor.
constexpr double least_part = 0.1;

/// 1: the candidate is faster; -1: it is slower; 0: that is not known, or does not matter.
int order_of(const analysis::paired_speedup& factor) {
  if (!factor.resolved() || factor.alike()) return 0;
  return factor.range->low > 1 ? 1 : -1;
}

void judge(const cell_result& candidate, const cell_result& other, double alpha, lifecycle_verdict& verdict) {
  const auto alone = speedup_of(*candidate.cell, *other.cell, alpha);
  const auto whole = speedup_of(*candidate.cell, *other.cell, alpha, compared_figure::run_and_lifecycle);
  if (!alone || !whole) return;
  const int before = order_of(*alone);
  const int after = order_of(*whole);
  if (before == after) return;
  const bool ahead = (after == 0 ? before : after) > 0;
  auto& list = after == 0 ? verdict.lost : verdict.changed;
  list.push_back(
      {ahead ? &candidate : &other, ahead ? &other : &candidate, ahead ? *whole : whole->inverse()});
}

}  // namespace

std::optional<lifecycle_verdict> lifecycle_verdict_of(const scenario_results& group, const plan& asked) {
  if (asked.rate > 0) return {};
  std::vector<const cell*> cells;
  std::vector<const cell_result*> rivals;
  for (const auto& each : group.cells) {
    cells.push_back(each.cell);
    if (comparable(*each.cell)) rivals.push_back(&each);
  }
  lifecycle_verdict found;
  for (const auto* each : rivals)
    if (each->figures->lifecycle_ns > (1 + least_part) * each->figures->wall_ns)
      found.long_ones.push_back(each);
  const auto* reference = group.reference();
  const auto winner = std::ranges::find_if(group.cells, &cell_result::fastest);
  if (reference == nullptr || winner == group.cells.end())
    return found.long_ones.empty() ? std::nullopt : std::optional(found);

  const auto others = rivals.size() - (winner->reference ? 0 : 1);
  const double over_winner =
      winner->reference ? speedup_alpha(cells, asked) : comparison_alpha(asked, others * (others - 1) / 2);
  for (const auto* each : rivals) {
    if (each != reference) judge(*each, *reference, speedup_alpha(cells, asked), found);
    if (!winner->reference && each != reference && each != &*winner)
      judge(*winner, *each, over_winner, found);
  }
  if (found.long_ones.empty() && found.changed.empty() && found.lost.empty()) return {};
  return found;
}

}  // namespace concbench
