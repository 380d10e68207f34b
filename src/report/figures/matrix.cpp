// Executors in the order of the results.
#include "report/figures/matrix.hpp"

#include <algorithm>

namespace concbench {
namespace {

/// Those that are not yet among `names`.
void add_executors(const scenario_results& results, std::vector<std::string>& names) {
  for (const auto& each : results.cells)
    if (std::ranges::find(names, each.cell->executor) == names.end()) names.push_back(each.cell->executor);
}

}  // namespace

std::vector<std::string> executors_of(std::span<const scenario_results> results) {
  std::vector<std::string> names;
  for (const auto& each : results) add_executors(each, names);
  return names;
}

std::vector<std::string> executors_of(std::span<const matrix_row> rows) {
  std::vector<std::string> names;
  for (const auto& each : rows) add_executors(*each.results, names);
  return names;
}

const cell_result* find_cell(const scenario_results& group, const std::string& executor) {
  const auto found =
      std::ranges::find(group.cells, executor, [](const cell_result& c) { return c.cell->executor; });
  return found == group.cells.end() ? nullptr : &*found;
}

}  // namespace concbench
