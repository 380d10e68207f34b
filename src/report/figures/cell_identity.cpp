// Identities across versions, and how two of them differ.
#include "report/figures/cell_identity.hpp"

#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/registry.hpp"

namespace concbench {

cell_identity identity_in(const report& report, const cell& cell) {
  auto identity = identity_of(cell);
  const auto* declared = known_scenario(cell.scenario);
  if (declared == nullptr) return identity;
  for (const auto chosen : {profile::quick, profile::standard, profile::tutorial})
    if (to_string(chosen) == report.plan.profile)
      for (const auto& each : parameter_values(declared->parameters, chosen))
        identity.params.try_emplace(each.name, each.text);
  return identity;
}

std::string differences_in_work(const cell_identity& wanted, const cell_identity& other) {
  std::vector<std::string> all;
  const auto add = [&](std::string_view name, const auto& here, const auto& there) {
    if (here != there) all.push_back(fmt::format("{} {} instead of {}", name, there, here));
  };
  add("tasks", wanted.tasks, other.tasks);
  add("concurrency", wanted.concurrency, other.concurrency);
  auto names = wanted.params;
  names.insert(other.params.begin(), other.params.end());
  const auto value = [](const cell_identity& of, const std::string& name) {
    const auto found = of.params.find(name);
    return found == of.params.end() ? "nothing" : "'" + found->second + "'";
  };
  for (const auto& [name, text] : names) add(name, value(wanted, name), value(other, name));
  return fmt::format("{}", fmt::join(all, ", "));
}

}  // namespace concbench
