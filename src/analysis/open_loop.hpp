// Open loops: tasks that are due at a fixed rate, whoever is still busy. How late they begin says whether a
// model keeps up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace concbench::analysis {

/// How many of `lateness` (ns, how long after it was due each task began) are more than one spacing, and more
/// than 1 ms: below that a timer's slack (50 µs by default) and one preemption tell nothing of the model.
std::size_t missed_starts(std::span<const std::int64_t> lateness, double spacing_ns);

/// Whether the tasks kept up with their schedule. `lateness` is in the order in which they were due,
/// `spacing_ns` apart.
///
/// Where a model can do less than is asked of it, every part of the schedule adds to the lateness of the one
/// before; latency from the intended start then measures nothing but the length of the run. A stall adds its
/// length once, to the tasks that were due in the moment it began, and those after it catch up. So the
/// schedule is cut into ten parts, the two that added most are left out, and what the others added must stay
/// below 2 % of the schedule: what a rate 2.5 % above the model's capacity adds. Less than 10 ms decides
/// nothing, two bursts of tasks differ as much; nor do 10 tasks or fewer.
bool keeps_up(std::span<const std::int64_t> lateness, double spacing_ns);

/// Whether a run ended soon enough after its schedule: what is left is to tell of schedules that are too
/// short for `keeps_up`. Where a model keeps up, what is under way when the last task becomes due ends within
/// the time of the longest task. So a run is too long when it goes on for more than the whole schedule's
/// length and for more than two of its longest tasks after the schedule's end, and for 10 ms.
bool drains_in_time(double schedule_ns, double run_ns, double longest_task_ns);

}  // namespace concbench::analysis
