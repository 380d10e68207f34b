// Scenarios that further workers bring: this program knows their declarations, and has no code for them.
#pragma once

#include "core/scenario.hpp"

namespace concbench {

/// Adds the declaration of a scenario that another program has, after those of this program and of earlier calls. A
/// scenario that was adopted before gets those of its parameters that it lacks. This program must not have it itself.
/// Pointers into scenarios() become invalid.
void adopt(scenario_declaration);

/// Whether another program has the scenario, and this one only knows its declaration.
bool is_brought(const scenario_declaration&) noexcept;

}  // namespace concbench
