// The declaration of a scenario as JSON: `list` shows it, and a worker describes with it the scenarios that it has.
#pragma once

#include <boost/json/object.hpp>

#include "core/json_field.hpp"
#include "core/scenario.hpp"

namespace concbench {

/// All of the declaration except its functions, `empty_tasks` and `wait_parameter`.
boost::json::object to_json(const scenario_declaration&);

/// Reads a declaration that another program wrote. Required are `name` and `tasks`, and for each parameter `name`, `type`
/// and `default`. Texts for people are made harmless. Throws std::runtime_error, which names the place: for a name that
/// is not 1 to 32 letters, digits, '-' and '_', for one that is there twice, or that options of concbench already have,
/// and for a default, a minimum or a maximum that is no allowed value of its parameter.
scenario_declaration read_declaration(const json_field&);

}  // namespace concbench
