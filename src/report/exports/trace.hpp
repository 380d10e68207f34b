// The timelines of a report in the Trace Event format, which ui.perfetto.dev and speedscope.app open.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// A JSON object with `traceEvents`. Each cell with a timeline is a process with the executor's name (and the
/// scenario's, when there are several). Each lane is a thread. Each task is a complete event ("X") with its number;
/// with its thread, when the lane had several (0: not known); and in an open loop with the time when it was due.
/// Counters ("C") show the tasks that ran and, when it is known, the resident memory.
///
/// Times are microseconds since the start of the run, so that all executors begin at 0. Without a timeline there are no
/// events.
std::string render_trace(const report& result);

}  // namespace concbench
