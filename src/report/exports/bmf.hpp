// The report in the Bencher Metric Format, for the dashboards of Bencher.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// A JSON object with a benchmark for each cell that is ok (tracked_cells), and its measures, see
/// https://bencher.dev/docs/reference/bencher-metric-format. `latency` in ns, with the ends of its interval, and
/// `throughput` in tasks per second are Bencher's own measures. Bencher makes `task-p99` in ns, and `added-memory`
/// (that of the run alone) and `peak-memory` in bytes, when it first sees them.
///
/// `latency` is the time that concbench compares: that of the run, and in an open loop the p99 from when tasks were
/// due. A measure that was not taken is left out. The text ends in a newline.
std::string render_bmf(const report& result);

}  // namespace concbench
