// `--rate N/s`: from its text to a rate, and what it means for the size of a scenario.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/scenario.hpp"

namespace concbench::cli {

/// Tasks due per second; 0, a closed loop, when there is no text. Throws usage_error for what is no rate, for
/// one beyond 0.01/s to 1000000/s, and where a chosen scenario takes none.
double read_rate(const std::optional<std::string>& text, const std::vector<std::string>& scenario_names);

/// The tasks that come in 5 s, at least one and no more than the scenario can have.
std::uint64_t default_tasks_at(double rate, const scenario_declaration& declared);

/// About how long a sample takes one task after another; in an open loop the length of the schedule and of
/// one task, for a model that is slower than that gives up.
duration expected_time(const scenario_declaration& declared, const scenario_setup& setup);

}  // namespace concbench::cli
