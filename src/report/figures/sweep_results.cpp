// Separates the sweeps from other results, compares executors at each value, and fits powers.
#include "report/figures/sweep_results.hpp"

#include <algorithm>

#include "core/speedups.hpp"

namespace concbench {
namespace {

constexpr std::size_t least_points_for_a_fit = 3;

/// The line of results that `next` belongs to, at `held`; a new one when there is none.
swept_scenario& line_of(std::vector<swept_scenario>& swept, const scenario_results& next,
                        const std::string& parameter, const std::optional<parameter_value>& held) {
  const auto fits = [&](const swept_scenario& line) {
    return line.first().scenario == next.first().scenario && line.parameter == parameter &&
           line.held.has_value() == held.has_value() && (!held || line.held->text == held->text);
  };
  const auto known = std::ranges::find_if(swept, fits);
  return known != swept.end() ? *known : swept.emplace_back(swept_scenario{parameter, {}, held});
}

/// The rows by ascending value.
std::vector<const sweep_row*> ascending(const swept_scenario& scenario) {
  std::vector<const sweep_row*> rows;
  for (const auto& each : scenario.rows) rows.push_back(&each);
  std::ranges::stable_sort(rows, {}, [](const sweep_row* row) { return number_of(row->value).value_or(0); });
  return rows;
}

std::size_t comparisons_in(const swept_scenario& scenario) {
  std::size_t pairs = 0;
  for (const auto& row : scenario.rows) {
    const auto ok = static_cast<std::size_t>(std::ranges::count_if(
        row.results.cells, [](const cell_result& each) { return comparable(*each.cell); }));
    pairs += ok * (ok - 1) / 2;
  }
  return pairs;
}

/// How many tasks a cell may have alive at once, and what it added to the memory. Not how many were alive: a thread keeps
/// its memory until it is joined, which may be long after its task has ended.
struct alive_memory {
  double tasks;
  double bytes;
};

std::optional<double> bytes_of_further_task(const std::vector<alive_memory>& points) {
  if (points.size() < 2) return {};
  const auto& last = points.back();
  const auto before = std::find_if(points.rbegin(), points.rend(),
                                   [&](const alive_memory& each) { return each.tasks < last.tasks; });
  if (before == points.rend() || before->bytes >= last.bytes) return {};
  return (last.bytes - before->bytes) / (last.tasks - before->tasks);
}

}  // namespace

bool swept_scenario::numeric() const {
  const auto first = number_of(rows.front().value);
  return std::ranges::all_of(rows, [](const sweep_row& row) { return number_of(row.value).has_value(); }) &&
         std::ranges::any_of(rows, [&](const sweep_row& row) { return number_of(row.value) != first; });
}

std::vector<matrix_row> swept_scenario::matrix() const {
  std::vector<matrix_row> all;
  for (const auto& row : rows) all.push_back({row.value.text, &row.results});
  return all;
}

split_results split_sweeps(const std::vector<scenario_results>& results) {
  split_results split;
  for (const auto& each : results) {
    const auto& values = each.swept;
    if (values.empty()) {
      split.alone.push_back(each);
      continue;
    }
    const auto held = values.size() > 1 ? std::optional(values[1]) : std::nullopt;
    line_of(split.swept, each, values[0].name, held).rows.push_back({values[0], each});
  }
  return split;
}

std::optional<double> number_of(const parameter_value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value.value)) return static_cast<double>(*whole);
  if (const auto* ratio = std::get_if<double>(&value.value)) return *ratio;
  return {};
}

crossover_search find_crossovers(const swept_scenario& scenario, const plan& asked) {
  crossover_search search;
  if (!scenario.numeric()) return search;
  search.comparisons = comparisons_in(scenario);
  const double alpha = comparison_alpha(asked, search.comparisons);
  const auto rows = ascending(scenario);
  const auto names = executors_of(scenario.matrix());
  for (std::size_t i = 0; i < names.size(); ++i)
    for (std::size_t j = i + 1; j < names.size(); ++j) {
      std::vector<analysis::ratio_at> curve;
      for (const auto* row : rows) {
        const auto* first = find_cell(row->results, names[i]);
        const auto* second = find_cell(row->results, names[j]);
        if (first == nullptr || second == nullptr) continue;
        const auto compared = speedup_of(*second->cell, *first->cell, alpha);
        if (!compared) continue;
        search.resolved += compared->resolved() ? 1 : 0;
        search.too_few += compared->range ? 0 : 1;
        search.rounds_needed = std::max(search.rounds_needed, compared->rounds_needed);
        curve.push_back({*number_of(row->value), compared->ratio, compared->range});
      }
      for (const auto& crossing : analysis::crossovers(curve))
        search.found.push_back({names[i], names[j], crossing});
    }
  return search;
}

std::vector<growth> growth_of(const swept_scenario& scenario) {
  std::vector<growth> all;
  if (!scenario.numeric()) return all;
  for (const auto& name : executors_of(scenario.matrix())) {
    std::vector<double> x;
    std::vector<double> times;
    std::vector<double> memory;
    std::vector<alive_memory> alive;
    for (const auto* row : ascending(scenario)) {
      const auto* found = find_cell(row->results, name);
      if (found == nullptr || found->cell->status != status::ok || !found->figures) continue;
      x.push_back(*number_of(row->value));
      times.push_back(found->figures->time_ns);
      memory.push_back(found->figures->added_bytes);
      if (memory.back() > 0) alive.push_back({static_cast<double>(found->cell->concurrency), memory.back()});
    }
    if (x.size() < least_points_for_a_fit) continue;
    growth next{name, analysis::fit_power(x, times), analysis::fit_power(x, memory),
                bytes_of_further_task(alive)};
    if (next.time || next.memory) all.push_back(std::move(next));
  }
  return all;
}

}  // namespace concbench
