// Open loops: tasks are due at a fixed rate, even while others are still running. How late they begin shows whether a
// model keeps up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace concbench::analysis {

/// How many values of `lateness` are above the spacing and above 1 ms. A lateness is how long after it was due a task
/// began, in ns. Below 1 ms the slack of a timer (50 µs by default) or one preemption may be the cause.
std::size_t missed_starts(std::span<const std::int64_t> lateness, double spacing_ns);

/// Whether the tasks kept up with their schedule. `lateness` is in the order in which tasks were due, `spacing_ns`
/// apart.
///
/// When a model is too slow for the rate, every part of the schedule adds to the lateness of the part before. Latency
/// from the intended start then only measures the length of the run. A stall is different: it adds its length once, to
/// the tasks that were due when it began, and later tasks catch up.
///
/// So the schedule is cut into ten parts, and the two that added most are left out. What the others added must stay
/// below 2 % of the schedule, which a rate 2.5 % above the model's capacity adds. Less than 10 ms decides nothing,
/// because two bursts of tasks differ as much. With 10 tasks or fewer, nothing is decided.
bool keeps_up(std::span<const std::int64_t> lateness, double spacing_ns);

/// Whether a run ended soon enough after its schedule. This judges schedules that are too short for `keeps_up`. When a
/// model keeps up, the tasks that run when the last one becomes due end within the time of the longest task. A run is
/// too long when it continues after the end of the schedule for more than the length of the schedule, for more than two
/// of its longest tasks, and for more than 10 ms.
bool drains_in_time(double schedule_ns, double run_ns, double longest_task_ns);

}  // namespace concbench::analysis
