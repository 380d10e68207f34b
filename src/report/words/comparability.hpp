// Whether the times of two reports may be compared.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/report.hpp"

namespace concbench {

/// The facts by which two reports are of different machines, each as "cpus_usable 2, then 4": the CPU's model and
/// architecture, the usable CPUs, and memory that differs by more than a tenth. (A kernel reserves some memory, and an
/// upgrade changes how much.)
std::vector<std::string> machine_differences(const report& before, const report& after);

/// "rate none, then 200/s": why no ratio of their figures is possible. A closed loop is compared by its time, and an
/// open one by its p99, which depends on its rate. Empty when the rates are the same.
std::string rate_difference(const report& before, const report& after);

/// The parts of their plans that make different work or different conditions: profile, seed, targets, what is sent to
/// them, and CPUs. Tasks, concurrency and parameters are not part of it, because they belong to the cells, which match
/// or do not.
std::vector<std::string> plan_differences(const report& before, const report& after);

/// Other differences that can explain a change of times: kernel, governor, clock source, timer slack, build.
std::vector<std::string> notable_differences(const report& before, const report& after);

/// Differences that change the memory of a task even when its code is the same: Boost, whose coroutine frames have
/// another size in each version, the compiler, the C library, and the allocator. A fact that one of the reports does
/// not have is no difference.
std::vector<std::string> memory_differences(const report& before, const report& after);

/// Something that is not the same in all of several reports.
struct differing_fact {
  std::string name;                 ///< in words: "CPU model"
  std::vector<std::string> values;  ///< one a report; "none" where it has none
};

/// The facts that are not the same in all of several reports. It compares the facts that the functions above compare,
/// and also the version of concbench, the rate, the rounds and the baseline. `reports` must have at least one.
std::vector<differing_fact> differing_facts(std::span<const report* const> reports);

}  // namespace concbench
