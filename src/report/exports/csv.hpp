// The report as tidy CSV, for pandas, R and spreadsheets.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// A header, and then one row for each sample (RFC 4180, lines end in \n). Names are joined by `_`: `latency_ns_p50`,
/// `param_delay` in base units (ns, bytes), `counter_…` for counters of scenarios. Digests have an x in front.
///
/// The columns are the same for all runs, and each row has machine, version, profile, seed and rate, so that files of
/// several runs can be joined. A cell without samples has one row with its status and reason, so that nothing that was
/// asked for is missing. What was not measured is empty, and not 0. Texts are single lines.
std::string render_csv(const report& result);

}  // namespace concbench
