// What `compare --fail-if` makes of a comparison: the result of a gate, cell by cell and as a whole.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/figures/report_comparison.hpp"

namespace concbench {

/// Ordered from best to worst.
enum class gate_verdict {
  passed,     ///< its whole interval is within the limit
  undecided,  ///< its interval holds the limit, or its rounds are too few for an interval
  failed,     ///< its whole interval is beyond the limit
};

/// "passed", "undecided", "failed".
std::string_view to_string(gate_verdict);

struct gate_result {
  double limit;                     ///< 0.05: more than 5 % slower fails
  std::vector<gate_verdict> cells;  ///< one for each of report_comparison::cells
  std::size_t broken = 0;           ///< cells that were ok and are not any more: each fails the gate
  std::size_t unjudged = 0;         ///< undecided cells that have no interval
  std::size_t rounds_needed = 0;    ///< until all of these have one
  double reach = 0;  ///< how much slower an undecided cell may be, at most; 0: none has an interval

  std::size_t count(gate_verdict) const;
  /// The worst of all.
  gate_verdict verdict() const;
  /// Whether there is no cell that could be judged, and none that broke.
  bool tells_nothing() const { return unjudged == cells.size() && broken == 0; }
};

/// `limit`: as in gate_result.
gate_result judge(const report_comparison& of, double limit);

/// The condition as it is written: ">5%".
std::string gate_condition(const gate_result& of);

/// "undecided: none of 4 cells is shown to be more than 5 % slower; 1 of them may be, by up to 12 %: …", "failed: 1 of 6
/// cells is more than 5 % slower; 5 other cells may be more than 5 % slower, by up to 12 %: …": the verdict, what it rests
/// on, and what to try.
std::string gate_text(const gate_result& of);

}  // namespace concbench
