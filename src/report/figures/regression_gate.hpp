// What `compare --fail-if` makes of a comparison: the result of a gate, cell by cell and as a whole.
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
  undecided,  ///< its interval holds the limit, or its rounds are too few for an interval
  failed,     ///< its whole interval is beyond the limit
};

/// "passed", "undecided", "failed".
std::string_view to_string(gate_verdict);

/// A condition of --fail-if: a figure may not become larger by more than this.
struct gate_limit {
  compared_figure figure;
  double most;  ///< 0.05: 5 % more fails
};

struct gate_result {
  gate_limit limit;
  /// One for each of report_comparison::cells; empty for those of another figure.
  std::vector<std::optional<gate_verdict>> cells;
  std::size_t broken = 0;         ///< cells that were ok and are not any more: each fails the gate
  std::size_t changed = 0;        ///< cells that were run for other work: none can be judged
  bool accepts_changed = false;   ///< they are left out, and do not make the gate undecided
  std::size_t unmeasured = 0;     ///< cells that are left out since this figure of theirs cannot be compared
  std::size_t unjudged = 0;       ///< undecided cells that have no interval
  std::size_t rounds_needed = 0;  ///< until all of these have one
  double reach =
      0;  ///< how much more an undecided cell may have, at most (0.05: 5 %); 0: none has an interval
  bool noise_alone = false;  ///< without the noise floor, all cells that have an interval would be decided
  bool widened = false;      ///< a noise floor made some interval of an undecided cell wider
  std::size_t by_peak = 0;   ///< cells whose peak memory is compared, and not what the run added

  std::size_t count(gate_verdict) const;
  /// How many cells have this figure.
  std::size_t compared() const;
  /// The worst of all.
  gate_verdict verdict() const;
  /// Whether there is no cell that could be judged, and none that broke.
  bool tells_nothing() const { return unjudged == compared() && broken == 0; }
};

gate_result judge(const report_comparison& of, const gate_limit& limit);

/// The worst verdict of several gates, at least one.
gate_verdict worst_of(const std::vector<gate_result>& gates);

/// What the gates say of a row of the comparison; empty where none is about its figure.
std::optional<gate_verdict> verdict_on(std::size_t cell, const std::vector<gate_result>& gates);

}  // namespace concbench
