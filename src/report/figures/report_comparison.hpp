// Two reports, or two executors of one report, cell by cell: what became faster, what slower.
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

/// `same`: no difference is resolved, and the whole interval lies so near to 1 that none could matter.
enum class change { faster, slower, same, not_resolved };

/// The band of `change::same`: its interval lies within this part of 1 (0.005: 0.5 %).
inline constexpr double same_band = 0.005;

/// One figure of one cell before and after.
struct cell_comparison {
  const cell* before;
  const cell* after;
  compared_figure figure;
  compared_figure
      measured;         ///< the same; peak_memory where not all rounds of both know what memory they added
  double before_value;  ///< medians
  double after_value;
  double ratio;  ///< of the values after to those before: above 1 is slower, or more
  std::optional<analysis::interval> range;                 ///< of `ratio`; empty when the rounds are too few
  std::size_t rounds_needed;                               ///< for an interval, whatever it then says
  std::optional<analysis::interval> range_of_rounds = {};  ///< the same before a noise floor widened it

  /// The interval alone decides. With 1 inside it, it is "the same" within same_band, else "not resolved", as it is
  /// without an interval. Less CPU time or memory is `faster`, more of it `slower`.
  change verdict() const;
};

/// A cell that cannot be compared, and why not: "only in the old report".
struct left_out_cell {
  const cell* of;
  std::string why;
  std::optional<compared_figure> figure = {};  ///< the one that cannot be compared; empty: none can
};

/// A cell that was ok before, and what became of it.
struct broken_cell {
  const cell* before;
  std::string executor;  ///< under which it should be ok: its own, or the one that it is paired with
  std::string now;       ///< "crashed", "n/a", "not run", "gone"
};

/// A cell that was ok before, and that the new report has for other work only.
struct changed_cell {
  const cell* before;
  std::string how;  ///< "delay '1s' instead of '20ms'"
};

/// The reports it was made from must outlive it.
struct report_comparison {
  const report* before;
  const report* after;                        ///< the same one where executors are compared
  std::vector<compared_figure> figures = {};  ///< the main one first: see main_figure
  std::vector<cell_comparison> cells =
      {};  ///< in the order of the newer report, each in the order of `figures`
  std::vector<left_out_cell> left_out = {};
  std::vector<broken_cell> broken = {};    ///< in the order of the older report; each is left out as well
  std::vector<changed_cell> changed = {};  ///< in the order of the older report
  bool accepts_changed = false;            ///< gates leave out what is in `changed`
  bool paired = false;                     ///< within one report, round by round
  /// Between two reports: by how much each widened the intervals of times (0.013: 1.3 %). Empty where a report has no
  /// noise record, or one too short to give a floor: then nothing was widened on its account.
  std::optional<double> noise_before = {};
  std::optional<double> noise_after = {};

  std::size_t count(change, compared_figure) const;
};

/// What a report compares its models by: the time of their runs, or in an open loop the p99.
compared_figure main_figure(const plan& asked);

/// Cells that are the same work under the same executor, of two reports without a rate_difference; unpaired,
/// for the reports share no rounds: see analysis::compare_unpaired. Of each the main figure and the `further` ones, each
/// once. Risks by Holm over all cells, for each figure by itself; intervals of all but memory, which does not follow the
/// machine's pace, are then widened by the noise floors of both. These come from times; a report has no pairs of CPU times.
report_comparison compare_reports(const report& before, const report& after,
                                  const std::vector<compared_figure>& further = {});

/// The name of an executor, and of the one that it is compared with.
struct executor_pair {
  std::string before;
  std::string after;
};

/// Executors of one report, in every scenario that has both, paired by round: see
/// analysis::compare_paired. Figures and risks as in compare_reports. Where a scenario has the old one and not the
/// new one, that cell is gone.
report_comparison compare_executors(const report& of, const std::vector<executor_pair>& pairs,
                                    const std::vector<compared_figure>& further = {});

/// For a report with further workers: ("old:threads", "threads") for each executor of the worker `before`,
/// here "old", held against the same executor of `after`; empty: that of concbench itself. Also where `after`
/// has none of that name any more. Nothing where the two share no executor's name: then they are different
/// programs and not two builds of one.
std::vector<executor_pair> worker_pairs(const report& of, const std::string& before,
                                        const std::string& after);

}  // namespace concbench
