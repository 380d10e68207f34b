// The report as tidy CSV, for pandas, R and spreadsheets.
#pragma once

#include <string>

#include "core/report.hpp"

namespace concbench {

/// A header, then one row per sample (RFC 4180, lines end in \n), names joined by `_`: `latency_ns_p50`,
/// `param_delay` in base units (ns, bytes), `counter_…` for what scenarios counted, digests behind an x. The
/// columns are the same whatever was run, with machine, version, profile, seed and rate in each row, so that
/// files of several runs can be put together. A cell without samples has one row with the cell's status and
/// reason, so that nothing that was asked for is missing. What was not measured is empty, not 0. Texts are
/// single lines.
std::string render_csv(const report& result);

}  // namespace concbench
