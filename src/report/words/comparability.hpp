// Whether the times of two reports may be held against each other.
#pragma once

#include <string>
#include <vector>

#include "core/report.hpp"

namespace concbench {

/// What makes two reports those of different machines, each as "cpus_usable 2, then 4": the CPU's model and
/// architecture, the CPUs usable, and memory that differs by more than a tenth (a kernel keeps some for
/// itself, and an upgrade changes how much).
std::vector<std::string> machine_differences(const report& before, const report& after);

/// "rate none, then 200/s": what makes their figures ones that no ratio can be made of. A closed loop is
/// compared by its time, an open one by its p99, which belongs to its rate. Empty when the rates are the
/// same.
std::string rate_difference(const report& before, const report& after);

/// What makes their plans different work or different conditions: profile, seed, targets, what is sent to them, and CPUs.
/// Tasks, concurrency and parameters are not among it: they belong to the cells, which match or do not.
std::vector<std::string> plan_differences(const report& before, const report& after);

/// What else differs and can explain a change of times: kernel, governor, clock source, timer slack, build.
std::vector<std::string> notable_differences(const report& before, const report& after);

/// What differs of that which a task's memory depends on, even where its code is the same: Boost, whose coroutines have
/// frames of another size in each version, the compiler, the C library, the allocator. A fact that one of the reports lacks
/// is no difference.
std::vector<std::string> memory_differences(const report& before, const report& after);

}  // namespace concbench
