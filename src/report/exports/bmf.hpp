// The report as Bencher Metric Format, for the dashboards of Bencher.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// A JSON object with a benchmark for each cell that is ok (tracked_cells), and its measures, as
/// https://bencher.dev/docs/reference/bencher-metric-format describes them: `latency` in ns, with the ends of its interval, and
/// `throughput` in tasks per second, which are Bencher's own; `task-p99` in ns, and `added-memory`, that of the run alone,
/// and `peak-memory` in bytes, which Bencher makes when it first sees them. `latency` is the time that concbench compares: that of the run, and in an open loop the p99 from
/// when tasks were due. A measure that was not taken is left out. Ends in a newline.
std::string render_bmf(const report& result);

}  // namespace concbench
