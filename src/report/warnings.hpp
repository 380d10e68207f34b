// What weakens a report's figures, and what to do about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/results.hpp"
#include "report/text_style.hpp"

namespace concbench {

/// The ways in which figures can be weaker than they look.
enum class weakness {
  wide_spread,         ///< times of a cell lie far apart
  short_samples,       ///< too short for clock and scheduler
  near_dispatch_cost,  ///< the executor's own cost is a large part of the time, going by the noop scenario
  too_few_rounds,      ///< a speedup has no interval
  busy_server,         ///< the server may be what was measured
};

/// A weakness, where it shows, worst first ("sleep/threads (12 %)"), and what to try.
struct warning {
  weakness kind;
  std::string_view name;  ///< of the kind in exports: "wide-spread"
  std::string what;
  std::vector<std::string> where;
  std::string remedy;
};

/// Those that the figures themselves tell, one per kind at most. What the machine tells is in findings.hpp.
std::vector<warning> warnings_of(const std::vector<scenario_results>& results, const text_style& style);

/// As one line: "what: cell, cell and 3 more; remedy".
std::string to_line(const warning& from);

}  // namespace concbench
