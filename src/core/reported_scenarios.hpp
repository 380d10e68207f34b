// What a report knows about its scenarios.
#pragma once

#include <string_view>

#include "core/report.hpp"
#include "core/scenario.hpp"

namespace concbench {

/// The facts of a declaration that a report keeps.
scenario_facts facts_of(const scenario_declaration&);

/// What `result` says about a scenario. When it says nothing, as an older report does, what this build's scenario of that
/// name declares. When this build has no such scenario, only the name.
scenario_facts reported_facts(const report& result, std::string_view scenario);

}  // namespace concbench
