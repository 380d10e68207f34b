// Looks into the report first, and then into this build.
#include "core/reported_scenarios.hpp"

#include <algorithm>

#include "core/registry.hpp"

namespace concbench {

scenario_facts facts_of(const scenario_declaration& declared) {
  return {declared.name, declared.work, declared.empty_tasks, declared.counters};
}

scenario_facts reported_facts(const report& result, std::string_view scenario) {
  const auto said = std::ranges::find(result.scenarios, scenario, &scenario_facts::name);
  if (said != result.scenarios.end()) return *said;
  if (const auto* known = known_scenario(scenario)) return facts_of(*known);
  return {.name = std::string(scenario)};
}

}  // namespace concbench
