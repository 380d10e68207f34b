// When two cells are the same, within a report and in different reports.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include "core/report.hpp"

namespace concbench {

/// Everything that was chosen for a cell. Parameters are sorted by name, because the order of their declarations may
/// differ between versions.
struct cell_identity {
  std::string scenario;
  std::string executor;
  std::map<std::string, std::string> params;
  std::uint64_t tasks = 0;
  std::uint64_t concurrency = 0;

  auto operator<=>(const cell_identity&) const = default;
};

inline cell_identity identity_of(const cell& cell) {
  cell_identity made{cell.scenario, cell.executor, {}, cell.tasks, cell.concurrency};
  for (const auto& each : cell.params) made.params[each.name] = each.text;
  return made;
}

/// The identity of a cell in a report that may be older than a parameter. If a parameter of the scenario is missing,
/// the cell ran with what its default says.
cell_identity identity_in(const report& report, const cell& cell);

/// "tasks 64 instead of 32, delay '1s' instead of '20ms'": what `other` has where `wanted` has something else. Empty
/// where both are the same work, whatever the scenarios and the executors are called.
std::string differences_in_work(const cell_identity& wanted, const cell_identity& other);

}  // namespace concbench
