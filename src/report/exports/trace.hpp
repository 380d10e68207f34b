// The timelines of a report in the Trace Event format, which ui.perfetto.dev and speedscope.app open.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// A JSON object with `traceEvents`: for each cell with a timeline a process with the executor's name (and the
/// scenario's, where there are several), a thread for each lane, a complete event ("X") for each task with its number,
/// its thread where the lane had several (0: not known) and, in an open loop, when it was due, and counters ("C") of the tasks that ran and, where it is known, of the resident memory. Times are
/// microseconds since the start of the run, so that all executors begin at 0. Without a timeline it has no events.
std::string render_trace(const report& result);

}  // namespace concbench
