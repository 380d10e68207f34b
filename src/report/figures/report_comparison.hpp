// Compares two reports, or two executors of one report, cell by cell: what became faster, and what slower.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/interval.hpp"
#include "core/report.hpp"
#include "core/speedups.hpp"

namespace concbench {

/// `same`: no difference is resolved, and the whole interval is so near to 1 that no difference could matter.
enum class change { faster, slower, same, not_resolved };

/// The interval of `change::same` is within this part of 1 (0.005: 0.5 %).
inline constexpr double same_band = 0.005;

/// One figure of one cell before and after.
struct cell_comparison {
  const cell* before;
  const cell* after;
  compared_figure figure;
  /// The same as `figure`, or peak_memory when not all rounds of both cells know what memory they added.
  compared_figure measured;
  double before_value;  ///< medians
  double after_value;
  double ratio;  ///< of the value after to the value before: above 1 is slower, or more
  std::optional<analysis::interval> range;  ///< of `ratio`; empty when the rounds are too few
  std::size_t rounds_needed;                ///< until there is an interval, whatever it then says
  std::optional<analysis::interval> range_of_rounds = {};  ///< `range` before a noise floor made it wider

  /// Only the interval decides. When it contains 1, the result is "the same" within same_band, and otherwise "not
  /// resolved"; so it is without an interval. Less CPU time or memory is `faster`, and more is `slower`.
  change verdict() const;
};

/// A cell that cannot be compared, and the reason: "only in the old report".
struct left_out_cell {
  const concbench::cell* cell;
  std::string why;
  /// The figure that cannot be compared; empty: none of them can.
  std::optional<compared_figure> figure = {};
};

/// A cell that was ok before, and its state now.
struct broken_cell {
  const cell* before;
  std::string executor;  ///< the name with which it should be ok: its own, or the one that it is paired with
  std::string now;       ///< "crashed", "n/a", "not run", "gone"
};

/// A cell that was ok before, and that did other work in the new report.
struct changed_cell {
  const cell* before;
  std::string how;  ///< "delay '1s' instead of '20ms'"
};

/// A comparison. It refers to its reports, which must outlive it.
struct report_comparison {
  const report* before;
  const report* after;                        ///< the same report when executors are compared
  std::vector<compared_figure> figures = {};  ///< the main one first: see main_figure
  /// In the order of the newer report, each in the order of `figures`.
  std::vector<cell_comparison> cells = {};
  std::vector<left_out_cell> left_out = {};
  std::vector<broken_cell> broken = {};  ///< in the order of the older report; each is in `left_out` as well
  std::vector<changed_cell> changed = {};  ///< in the order of the older report
  bool accepts_changed = false;            ///< gates leave out the cells in `changed`
  bool paired = false;                     ///< within one report, by round
  /// For two reports: by how much the noise floor of each made the intervals of times wider (0.013: 1.3 %). Empty when
  /// a report has no noise record, or one that is too short; then it made nothing wider.
  std::optional<double> noise_before = {};
  std::optional<double> noise_after = {};

  std::size_t count(change, compared_figure) const;
};

/// The figure by which a report compares its models: the time of their runs, or in an open loop the p99.
compared_figure main_figure(const plan& asked);

/// Compares the cells of two reports that are the same work with the same executor. The reports must not have a
/// rate_difference. The cells are not paired, because the reports share no rounds: see analysis::compare_unpaired.
///
/// For each cell it compares the main figure and the `further` ones, each once. The risks are those of Holm over all
/// cells, for each figure separately. Then the noise floors of both reports make the intervals wider, except those of
/// memory, which does not depend on the speed of the machine. The noise floors come from times, also for CPU times,
/// because a report has no pairs of CPU times.
report_comparison compare_reports(const report& before, const report& after,
                                  const std::vector<compared_figure>& further = {});

/// The names of two executors that are compared.
struct executor_pair {
  std::string before;
  std::string after;
};

/// Compares executors of one report in every scenario that has both, paired by round: see analysis::compare_paired.
/// Figures and risks are as in compare_reports. When a scenario has only the old executor, its cell is gone.
report_comparison compare_executors(const report& result, const std::vector<executor_pair>& pairs,
                                    const std::vector<compared_figure>& further = {});

/// For a report with further workers: pairs of executors with the same name, such as ("old:threads", "threads"). The
/// first is of the worker `before` (here "old"), and the second of the worker `after`; when that is empty, of concbench
/// itself. An executor that `after` does not have any more is paired too. Empty when the two have no executor's name in
/// common: they are different programs then, and not two builds of one.
std::vector<executor_pair> worker_pairs(const report& result, const std::string& before,
                                        const std::string& after);

}  // namespace concbench
