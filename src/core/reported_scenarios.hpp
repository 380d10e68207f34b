// What a report knows of the scenarios that it has.
#pragma once

#include <string_view>

#include "core/report.hpp"
#include "core/scenario.hpp"

namespace concbench {

/// What a report keeps of a declaration.
scenario_facts facts_of(const scenario_declaration&);

/// What the report says of a scenario; where it does not, as in one older than that, what this build's scenario of that name declares;
/// and where this build has none, nothing but the name.
scenario_facts reported_facts(const report& from, std::string_view scenario);

}  // namespace concbench
