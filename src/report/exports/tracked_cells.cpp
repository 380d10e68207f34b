// Gives each tracked cell its name, and the interval of its median.
#include "report/exports/tracked_cells.hpp"

#include <fmt/format.h>

#include "core/speedups.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

std::string name_of(const scenario_results& group, const cell& of) {
  return valid_utf8(fmt::format("{}/{}{}", of.scenario, of.executor, group.point()));
}

}  // namespace

std::vector<tracked_cell> tracked_cells(const report& result) {
  std::vector<tracked_cell> cells;
  for (const auto& group : results_of(result))
    for (const auto& each : group.cells)
      if (comparable(*each.cell))
        cells.push_back({name_of(group, *each.cell), each.cell, *each.figures,
                         interval_of_median(*each.cell, compared_figure::run)});
  return cells;
}

std::vector<std::string> untracked_cells(const report& result) {
  std::vector<std::string> names;
  for (const auto& group : results_of(result))
    for (const auto& each : group.cells)
      if (!comparable(*each.cell) && each.cell->status != status::not_applicable)
        names.push_back(fmt::format("{} ({})", name_of(group, *each.cell), state_of(*each.cell)));
  return names;
}

}  // namespace concbench
