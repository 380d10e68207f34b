// `--rate N/s`, `--rate LOW..HIGH` and `--slo`: reads them, and computes what follows from the rate for the size of a
// scenario.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/run_options.hpp"
#include "core/report.hpp"
#include "core/scenario.hpp"

namespace concbench::cli {

/// Sets the rate of `asked`, whose scenarios are already set: 0 (a closed loop) when none was given. Of a range it also
/// sets the highest rate, the length of a step and the limit of --slo. Throws usage_error for a text that is no rate, for
/// a rate outside 0.01/s to 1000000/s, for an empty range, for a chosen scenario that accepts no rate, and for options
/// that do not go with a range, or with none.
void ask_rate(const run_options& options, plan& asked);

/// The number of tasks that are due in 5 s: at least one, and no more than the scenario can have.
std::uint64_t default_tasks_at(double rate, const scenario_declaration& declared);

/// About how long a sample takes when tasks run one after another. In an open loop it is the length of the schedule and
/// of one task, because a slower model gives up. In a search for the highest rate it is that of the whole bisection.
duration expected_time(const scenario_declaration& declared, const scenario_setup& setup, const plan& asked);

/// The same of the longest process: a step of a search, or else the whole sample.
duration longest_expected(const scenario_declaration& declared, const scenario_setup& setup,
                          const plan& asked);

}  // namespace concbench::cli
