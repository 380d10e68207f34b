// What makes the figures of a report less certain, and what to do about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/figures/results.hpp"

namespace concbench {

/// The ways in which figures can be less certain than they look.
enum class weakness {
  wide_spread,         ///< the times of a cell differ much
  short_samples,       ///< samples are too short for the clock and the scheduler
  near_dispatch_cost,  ///< the executor's own cost is a large part of the time, as an empty task shows
  too_few_rounds,      ///< a speedup has no interval
  busy_server,         ///< the server may be what was measured
  busy_client,         ///< the client's CPU may be what was measured
  busy_machine,        ///< client and server took CPU time from each other
  machine,             ///< a setting of the machine, or other work on it: a finding of severity warning
};

/// A weakness, the cells that have it, the worst first ("sleep/threads (12 %)"), and what to try.
struct warning {
  weakness kind;
  std::string_view name;  ///< the name of the kind in exports: "wide-spread"; for a finding, its subject
  std::string what;
  std::vector<std::string> where;  ///< empty when the machine is the reason
  std::string remedy;
};

/// `results` are the results of `result`. First come the warnings that follow from the figures, at most one of each
/// kind. Then come the findings about the machine (findings.hpp) that make the figures less certain.
std::vector<warning> warnings_of(const report& result, const std::vector<scenario_results>& results);

/// The warning as one line: "what: cell, cell and 3 more; remedy". When the machine is the reason: "what; remedy".
std::string to_line(const warning& warning);

/// "times spread by 10 % or more (3 cells)".
std::string brief_text(const warning& warning);

/// "14 of 16 cells are ok; 1 failed, 1 crashed"; empty when all are ok.
std::string states_text(const report& result);

}  // namespace concbench
