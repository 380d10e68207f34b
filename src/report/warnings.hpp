// What weakens a report's figures, and what to do about it.
#pragma once

#include <string>
#include <vector>

#include "report/results.hpp"
#include "report/text_style.hpp"

namespace concbench {

/// A weakness, the cells that show it worst first ("sleep/threads (12 %)"), and the remedy.
struct warning {
  std::string what;
  std::vector<std::string> where;
  std::string remedy;
};

/// Those that the figures themselves tell: a wide spread, samples too short to time, a server that was the
/// bottleneck. One per kind at most.
std::vector<warning> warnings_of(const std::vector<scenario_results>& results, const text_style& style);

/// As one line: "what: cell, cell and 3 more; remedy".
std::string to_line(const warning& from);

}  // namespace concbench
