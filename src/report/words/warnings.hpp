// What weakens a report's figures, and what to do about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/figures/results.hpp"

namespace concbench {

/// The ways in which figures can be weaker than they look.
enum class weakness {
  wide_spread,         ///< times of a cell lie far apart
  short_samples,       ///< too short for clock and scheduler
  near_dispatch_cost,  ///< the executor's own cost is a large part of the time, going by what an empty task takes
  too_few_rounds,      ///< a speedup has no interval
  busy_server,         ///< the server may be what was measured
  busy_client,         ///< the client's CPU may be
  busy_machine,        ///< client and server took CPUs from each other
  machine,             ///< how the machine is set up, or what else it does: a finding of severity warning
};

/// A weakness, where it shows, worst first ("sleep/threads (12 %)"), and what to try.
struct warning {
  weakness kind;
  std::string_view name;  ///< of the kind in exports: "wide-spread"; of a finding, its subject
  std::string what;
  std::vector<std::string> where;  ///< empty when it is the machine's
  std::string remedy;
};

/// `results` are those of `from`. Those that the figures themselves tell, one per kind at most; then what was
/// found of the machine (findings.hpp), as far as it weakens them.
std::vector<warning> warnings_of(const report& from, const std::vector<scenario_results>& results);

/// As one line: "what: cell, cell and 3 more; remedy"; "what; remedy" where it is the machine's.
std::string to_line(const warning& from);

/// "times spread by 10 % or more (3 cells)".
std::string brief_text(const warning& from);

/// "14 of 16 cells are ok; 1 failed, 1 crashed"; empty when all are.
std::string states_text(const report& of);

}  // namespace concbench
