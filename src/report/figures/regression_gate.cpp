// Compares the interval of each cell with the limit of a gate.
#include "report/figures/regression_gate.hpp"

#include <algorithm>

namespace concbench {
namespace {

gate_verdict judge(const std::optional<analysis::interval>& range, double limit) {
  if (!range) return gate_verdict::undecided;
  if (range->low > 1 + limit) return gate_verdict::failed;
  return range->high > 1 + limit ? gate_verdict::undecided : gate_verdict::passed;
}

}  // namespace

std::string_view to_string(gate_verdict verdict) {
  switch (verdict) {
    case gate_verdict::passed:
      return "passed";
    case gate_verdict::undecided:
      return "undecided";
    case gate_verdict::failed:
      break;
  }
  return "failed";
}

std::size_t gate_result::count(gate_verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count(cells, std::optional(verdict)));
}

std::size_t gate_result::compared() const {
  return cells.size() - static_cast<std::size_t>(std::ranges::count(cells, std::optional<gate_verdict>()));
}

gate_verdict gate_result::verdict() const {
  if (broken > 0) return gate_verdict::failed;
  const auto worst = compared() == 0 ? gate_verdict::undecided : *std::ranges::max(cells);
  return (changed > 0 && !accepts_changed) || unmeasured > 0 ? std::max(worst, gate_verdict::undecided)
                                                             : worst;
}

gate_result judge(const report_comparison& comparison, const gate_limit& limit) {
  gate_result found{.limit = limit,
                    .cells = {},
                    .broken = comparison.broken.size(),
                    .changed = comparison.changed.size(),
                    .accepts_changed = comparison.accepts_changed};
  found.unmeasured = static_cast<std::size_t>(
      std::ranges::count(comparison.left_out, std::optional(limit.figure), &left_out_cell::figure));
  bool open_without_noise = false;
  for (const auto& each : comparison.cells) {
    auto& verdict = found.cells.emplace_back();
    if (each.figure != limit.figure) continue;
    verdict = judge(each.range, limit.most);
    if (each.measured == compared_figure::peak_memory) ++found.by_peak;
    if (!each.range) {
      ++found.unjudged;
      found.rounds_needed = std::max(found.rounds_needed, each.rounds_needed);
    } else if (verdict == gate_verdict::undecided) {
      found.reach = std::max(found.reach, each.range->high - 1);
      found.widened |= each.range_of_rounds && each.range->high > each.range_of_rounds->high;
      open_without_noise |= judge(each.range_of_rounds, limit.most) == gate_verdict::undecided;
    }
  }
  found.noise_alone = found.reach > 0 && !open_without_noise;
  return found;
}

gate_verdict worst_of(const std::vector<gate_result>& gates) {
  return std::ranges::max(gates, {}, &gate_result::verdict).verdict();
}

std::optional<gate_verdict> verdict_on(std::size_t cell, const std::vector<gate_result>& gates) {
  for (const auto& each : gates)
    if (each.cells[cell]) return each.cells[cell];
  return {};
}

}  // namespace concbench
