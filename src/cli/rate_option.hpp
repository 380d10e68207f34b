// `--rate N/s`: reads the rate, and computes what follows from it for the size of a scenario.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/scenario.hpp"

namespace concbench::cli {

/// Tasks due per second; 0 (a closed loop) when there is no text. Throws usage_error for a text that is no rate, for a
/// rate outside 0.01/s to 1000000/s, and for a chosen scenario that accepts no rate.
double read_rate(const std::optional<std::string>& text, const std::vector<std::string>& scenario_names);

/// The number of tasks that are due in 5 s: at least one, and no more than the scenario can have.
std::uint64_t default_tasks_at(double rate, const scenario_declaration& declared);

/// About how long a sample takes when tasks run one after another. In an open loop it is the length of the schedule and
/// of one task, because a slower model gives up.
duration expected_time(const scenario_declaration& declared, const scenario_setup& setup);

}  // namespace concbench::cli
