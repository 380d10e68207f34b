// When to use which model: for each kind of work, the executors that may be the best by the figures of a report, and
// what the samples of the others say about why they lost. Rules and thresholds are in docs/methodology.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/interval.hpp"
#include "analysis/speedup.hpp"
#include "core/report.hpp"
#include "report/figures/results.hpp"
#include "report/figures/verdict.hpp"

namespace concbench {

/// From this number of tasks at once on, they are many.
inline constexpr std::uint64_t many_at_once = 100;

/// An executor is close to the best when it is nowhere shown to be slower than the winner by more than this factor.
inline constexpr double close_factor = 1.05;

/// The work for which a reader may have to choose a model.
enum class situation {
  few_waits,   ///< tasks that wait, fewer than many_at_once of them at once
  many_waits,  ///< tasks that wait, at least many_at_once of them at once
  computing,
  mixed,
  files,
  database,
  own,       ///< the work that the user described
  overhead,  ///< tasks that do next to nothing
  unknown,   ///< a scenario about which neither the report nor this build says anything
};

/// What belongs to a situation.
struct situation_facts {
  situation kind;
  work_kind work;         ///< the kind of work that its scenarios declare
  std::string_view name;  ///< its name in exports
};

/// All situations, in the order of the enumeration.
inline constexpr std::array all_situations{
    situation_facts{situation::few_waits, work_kind::waiting, "few-waits"},
    situation_facts{situation::many_waits, work_kind::waiting, "many-waits"},
    situation_facts{situation::computing, work_kind::computing, "computing"},
    situation_facts{situation::mixed, work_kind::mixed, "mixed"},
    situation_facts{situation::files, work_kind::files, "files"},
    situation_facts{situation::database, work_kind::database, "database"},
    situation_facts{situation::own, work_kind::own, "own"},
    situation_facts{situation::overhead, work_kind::overhead, "overhead"},
    situation_facts{situation::unknown, work_kind::unknown, "unknown"},
};

/// The place of a situation in `all_situations`.
constexpr std::size_t place_of(situation kind) {
  return static_cast<std::size_t>(kind);
}

/// What in the samples of an executor can explain that it lost.
enum class cause {
  one_at_a_time,     ///< it ran one task at a time, and the winner several
  one_thread,        ///< it computed on one thread, and the winner on several CPUs
  cpu_time,          ///< it took more CPU time
  late_start,        ///< it began its last task later, although all tasks might have begun at once
  context_switches,  ///< it needed more context switches
};

/// Medians over the rounds. `one_at_a_time`: the most tasks that ran at once. `one_thread`: the part of the time in
/// which the loser's thread was busy, and the number of CPUs that the winner's threads could use. `cpu_time`:
/// nanoseconds. `late_start`: nanoseconds from the start of the run until the last task began. `context_switches`: how
/// many there were.
struct evidence {
  cause why;
  double of_loser;
  double of_winner;
};

/// An executor that is slower than the winner.
struct loss {
  const cell_result* loser;
  /// The speedup of the winner over it. It has no range when the difference is only seen, see advantage::seen.
  analysis::paired_speedup factor;
  std::vector<evidence> why;  ///< empty: its samples do not show the reason

  /// Whether an interval shows the difference.
  bool is_measured() const { return factor.range.has_value(); }
};

/// In what executors that may all be the fastest can differ.
enum class price {
  cpu_time,        ///< nanoseconds
  memory,          ///< bytes that the run added
  start_and_stop,  ///< nanoseconds before and after the run, which are not part of its time
};

/// The executor that takes the least of something, and those that are shown to take more. The numbers are medians over
/// the rounds.
struct saving {
  price kind;
  std::pair<const cell_result*, double> least;
  std::vector<std::pair<const cell_result*, double>> more;  ///< never empty; in the order of the report
};

/// What the samples of one scenario decide.
struct judgement {
  const scenario_results* group;
  std::optional<verdict> found = {};  ///< empty when fewer than two executors are ok
  /// The executors to which no other is shown or seen to be superior, the least median time first. Empty when a
  /// comparison with the winner has neither an interval nor a difference that can be seen, because then they are not
  /// known.
  std::vector<const cell_result*> best = {};
  std::vector<loss> losses = {};     ///< those that are slower than the winner, the nearest first
  std::vector<saving> savings = {};  ///< among `best`
  std::size_t rounds_needed = 0;     ///< until all intervals exist; 0: none is missing
  /// The server was at its limit with the winner or one of `best`, and may be what was measured.
  bool busy_server = false;

  /// Whether some executor is slower than the winner, or than another executor (verdict::behind).
  bool rules_out_an_executor() const { return !losses.empty() || (found && !found->behind.empty()); }

  /// Whether the best executors are known, and there are others.
  bool decides() const { return !best.empty() && rules_out_an_executor(); }
};

/// An executor that an interval shows to have lost to the winner in some scenario of a situation.
struct slower_executor {
  std::string executor;
  std::size_t lost;            ///< in how many scenarios it lost
  std::size_t compared;        ///< in how many scenarios it was compared
  analysis::interval factors;  ///< how many times faster the winners were
};

struct situation_advice {
  situation kind;
  std::vector<judgement> judgements = {};  ///< in the order of the report
  /// The executors that are among the best in every scenario that decides something, and that no scenario rules out.
  /// Empty when no scenario decides anything, and when there is no such executor.
  std::vector<std::string> use = {};
  /// If `use` has several executors, or if nothing is decided and several may be the best in all scenarios: the one that
  /// takes less CPU time. None of the others is shown to take less than it in any scenario, and each is shown to take
  /// more in at least one.
  std::optional<std::string> least_cpu_time = {};
  std::vector<slower_executor> slower = {};    ///< those that lost most often come first
  std::vector<std::string> not_measured = {};  ///< scenarios of this kind that are not in the report

  bool decides() const;
};

struct advice {
  std::vector<situation_advice> situations = {};  ///< each at most once, in the order of the enumeration
  /// Scenarios and points without any sample, in a run that was interrupted.
  std::vector<std::string> unmeasured = {};
  std::vector<std::string> other_executors = {};  ///< those of this build that are not in the report
};

/// `results` are the results of `result`. Both must outlive the advice.
advice advice_of(const report& result, const std::vector<scenario_results>& results);

}  // namespace concbench
