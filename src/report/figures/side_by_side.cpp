// Scenarios by name, cells by executor.
#include "report/figures/side_by_side.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/figures/cell_identity.hpp"
#include "report/figures/matrix.hpp"

namespace concbench {
namespace {

/// The work of a cell. It has the concurrency of the group, because an executor that runs one task at a time does the
/// same work as the others.
cell_identity work_in(const report& result, const cell& cell, const scenario_results& group) {
  auto identity = identity_in(result, cell);
  identity.concurrency = group.concurrency();
  return identity;
}

/// The first scenario with this title that has no group of this side yet, or a new one.
scenario_sides& place_for(const std::string& title, std::size_t side, std::size_t sides,
                          std::vector<scenario_sides>& scenarios) {
  const auto found = std::ranges::find_if(scenarios, [&](const scenario_sides& each) {
    return each.title == title && each.groups[side] == nullptr;
  });
  if (found != scenarios.end()) return *found;
  return scenarios.emplace_back(scenario_sides{title, std::vector<const scenario_results*>(sides, nullptr)});
}

}  // namespace

std::size_t scenario_sides::first() const {
  const auto found = std::ranges::find_if(groups, [](const auto* each) { return each != nullptr; });
  return static_cast<std::size_t>(found - groups.begin());
}

std::vector<std::string> scenario_sides::executors() const {
  std::vector<matrix_row> rows;
  for (const auto* each : groups)
    if (each != nullptr) rows.push_back({"", each});
  return executors_of(rows);
}

std::vector<scenario_sides> scenarios_of(const std::vector<report_side>& sides) {
  std::vector<scenario_sides> all;
  for (std::size_t i = 0; i < sides.size(); ++i)
    for (const auto& group : sides[i].results)
      place_for(group.title(), i, sides.size(), all).groups[i] = &group;
  return all;
}

std::vector<cell_side> cells_of(const scenario_sides& scenario, const std::vector<report_side>& sides) {
  std::vector<cell_side> all;
  for (const auto& executor : scenario.executors())
    for (std::size_t i = 0; i < sides.size(); ++i)
      if (const auto* group = scenario.groups[i])
        all.push_back({executor, &sides[i], find_cell(*group, executor)});
  return all;
}

std::string other_work(const scenario_sides& scenario, const std::vector<report_side>& sides,
                       std::size_t side) {
  const auto& first = sides[scenario.first()];
  const auto& other = sides[side];
  const auto& wanted = *scenario.groups[scenario.first()];
  const auto& here = *scenario.groups[side];
  std::vector<std::string> all;
  const auto add = [&](const cell& one, const cell& another) {
    auto text =
        differences_in_work(work_in(*first.report, one, wanted), work_in(*other.report, another, here));
    if (!text.empty() && std::ranges::find(all, text) == all.end()) all.push_back(std::move(text));
  };
  add(wanted.first(), here.first());
  for (const auto& each : here.cells)
    if (const auto* found = find_cell(wanted, each.cell->executor)) add(*found->cell, *each.cell);
  if (asked_rate_text(first.report->plan) != asked_rate_text(other.report->plan))
    all.push_back(fmt::format("rate {} instead of {}", asked_rate_text(other.report->plan),
                              asked_rate_text(first.report->plan)));
  return fmt::format("{}", fmt::join(all, ", "));
}

}  // namespace concbench
