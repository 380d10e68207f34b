// What `compare --fail-if` decides about a comparison, for each cell and for all together.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/figures/report_comparison.hpp"

namespace concbench {

/// Ordered from best to worst.
enum class gate_verdict {
  passed,     ///< its whole interval is within the limit
  undecided,  ///< its interval contains the limit, or it has too few rounds for an interval
  failed,     ///< its whole interval is above the limit
};

/// "passed", "undecided", "failed".
std::string_view to_string(gate_verdict);

/// A condition of --fail-if: a figure may not grow by more than this.
struct gate_limit {
  compared_figure figure;
  double most;  ///< 0.05: 5 % more fails
};

struct gate_result {
  gate_limit limit;
  /// One verdict for each of report_comparison::cells; empty for cells of another figure.
  std::vector<std::optional<gate_verdict>> cells;
  std::size_t broken = 0;        ///< cells that were ok and are not any more: each of them fails the gate
  std::size_t changed = 0;       ///< cells that did other work in the new report: none of them can be judged
  bool accepts_changed = false;  ///< the changed cells are left out, and do not make the gate undecided
  std::size_t unmeasured = 0;    ///< cells that are left out because this figure of theirs cannot be compared
  std::size_t unjudged = 0;      ///< undecided cells that have no interval
  std::size_t rounds_needed = 0;  ///< until all of these have an interval
  /// How much more an undecided cell may have, at most (0.05: 5 %); 0: none has an interval.
  double reach = 0;
  bool noise_alone = false;  ///< without the noise floor, all cells with an interval would be decided
  bool widened = false;      ///< a noise floor made the interval of an undecided cell wider
  std::size_t by_peak = 0;   ///< cells whose peak memory is compared, and not the memory that the run added

  std::size_t count(gate_verdict) const;
  /// How many cells have this figure.
  std::size_t compared() const;
  /// The worst of the verdicts.
  gate_verdict verdict() const;
  /// Whether no cell could be judged, and none broke.
  bool tells_nothing() const { return unjudged == compared() && broken == 0; }
};

gate_result judge(const report_comparison& comparison, const gate_limit& limit);

/// The worst verdict of several gates; there is at least one.
gate_verdict worst_of(const std::vector<gate_result>& gates);

/// The verdict of the gates on a row of the comparison; empty when no gate is about its figure.
std::optional<gate_verdict> verdict_on(std::size_t cell, const std::vector<gate_result>& gates);

}  // namespace concbench
