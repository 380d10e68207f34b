// The report in the form that github-action-benchmark reads with its tool `customSmallerIsBetter`.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// A JSON array with three entries for each cell that is ok (tracked_cells): its time in ns under the cell's name, and
/// in bytes the memory that its run added and its peak memory. An entry has `name`, `unit`, `value` and `extra`, and a
/// time with an interval has a `range`, see https://github.com/benchmark-action/github-action-benchmark#examples.
/// `range` is "± N", where N reaches to the farther end of the interval, because the action has no other form.
///
/// The time is the one that concbench compares: that of the run, and in an open loop the p99 from when tasks were due.
/// A memory that was not measured is left out. The text ends in a newline.
std::string render_benchmark_action(const report& result);

}  // namespace concbench
