// The scenarios and executors of this build. Each registers itself from its own file:
//     const registration r{scenario_declaration{.name = "sleep", …}};
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/executor.hpp"
#include "core/scenario.hpp"

namespace concbench {

/// All of them, by their `order`, then by name.
const std::vector<scenario_declaration>& scenarios();
const std::vector<executor_declaration>& executors();

/// Null for a name that this build does not know.
const scenario_declaration* known_scenario(std::string_view name);
const executor_declaration* known_executor(std::string_view name);

/// Throws usage_error that names the nearest known one.
const scenario_declaration& find_scenario(std::string_view name);
const executor_declaration& find_executor(std::string_view name);

/// The one that declares it, or null: what running an empty task costs is measured with it, and what a task costs that waits.
const scenario_declaration* scenario_of_empty_tasks();
const scenario_declaration* scenario_of_waits();
/// The one that declares it, or null.
const executor_declaration* baseline_executor();
const executor_declaration* noise_executor();

/// Adds a declaration before main() starts. Object libraries carry these files: a static library would drop
/// them.
struct registration {
  explicit registration(scenario_declaration);
  explicit registration(executor_declaration);
};

}  // namespace concbench
