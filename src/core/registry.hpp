// The scenarios and executors of this build. Each registers itself from its own file:
//     const registration r{scenario_declaration{.name = "sleep", …}};
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/executor.hpp"
#include "core/scenario.hpp"

namespace concbench {

/// All scenarios, sorted by their `order` and then by name.
const std::vector<scenario_declaration>& scenarios();
const std::vector<executor_declaration>& executors();

/// The scenario called `name`; null when this build does not know it.
const scenario_declaration* known_scenario(std::string_view name);
const executor_declaration* known_executor(std::string_view name);

/// The scenario called `name`. Throws usage_error, which names the nearest known one.
const scenario_declaration& find_scenario(std::string_view name);
const executor_declaration& find_executor(std::string_view name);

/// The names of the scenarios whose declaration has this flag, such as &scenario_declaration::takes_rate.
std::vector<std::string> scenarios_that(bool scenario_declaration::* flag);

/// The scenario that declares empty tasks, or null. With it concbench measures what running an empty task costs.
const scenario_declaration* scenario_of_empty_tasks();
/// The same. Throws std::logic_error when this build has none.
const scenario_declaration& find_scenario_of_empty_tasks();
/// The scenario that declares a parameter for the wait, or null. With it concbench measures what a waiting task costs.
const scenario_declaration* scenario_of_waits();
/// The same. Throws std::logic_error when this build has none.
const scenario_declaration& find_scenario_of_waits();
/// The executor that declares `is_baseline`, or null.
const executor_declaration* baseline_executor();
/// The executor that declares `shows_noise`, or null.
const executor_declaration* noise_executor();

/// Adds a declaration before main() starts. Files that use it are in object libraries, because a linker leaves unused
/// files of a static library out.
struct registration {
  explicit registration(scenario_declaration);
  explicit registration(executor_declaration);
};

}  // namespace concbench
