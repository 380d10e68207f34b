// What is wrong with one answer of a worker, in words that help its author.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/report.hpp"
#include "runner/protocol.hpp"
#include "system/child_process.hpp"
#include "system/clock.hpp"

namespace concbench::runner {

/// What a worker that was asked something did until its end.
struct worker_end {
  child_outcome outcome;
  duration took{0};   ///< from before its start until after its end
  duration limit{0};  ///< how long it was allowed to take
};

/// Why the worker gave no answer: it did not end in time, was killed, or ended with an exit code other than 0; or its
/// standard output is not one JSON object and nothing else. Empty where it gave an answer.
std::string fault_of_end(const worker_end& ended);

/// What is wrong where a worker should refuse a spec: it must end with exit code 2, write one line to standard error,
/// and nothing to standard output. Empty where it did so.
std::string fault_of_refusal(const worker_end& ended);

/// What cannot be true in the times of an ok sample: they are longer than the whole process, or shorter than `least`,
/// or their quantiles contradict each other, or they have more CPU time than the kernel counted.
std::vector<std::string> faults_of_times(const sample& taken, const worker_end& ended, duration least);

}  // namespace concbench::runner
