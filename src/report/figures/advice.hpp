// When to use what: which executors the figures of a report leave as the best ones for each kind of work, and what of the others'
// samples tells why they lost. Rules and thresholds: docs/methodology.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/interval.hpp"
#include "analysis/speedup.hpp"
#include "core/report.hpp"
#include "report/figures/results.hpp"
#include "report/figures/verdict.hpp"

namespace concbench {

/// From so many tasks at once on there are many.
inline constexpr std::uint64_t many_at_once = 100;

/// An executor that is nowhere shown to be slower than the winner by more than this is close to the best.
inline constexpr double close_factor = 1.05;

/// The work of somebody who has to choose a model.
enum class situation {
  few_waits,   ///< tasks that wait, fewer than many_at_once of them at once
  many_waits,  ///< the same, that many or more
  computing,
  mixed,
  files,
  database,
  own,       ///< what the user described
  overhead,  ///< tasks that do next to nothing
  unknown,   ///< a scenario that neither the report nor this build says anything of
};

/// By the kind of work that its scenario declares, and by how many tasks its executors had at once.
situation situation_of(const scenario_results& group);

/// What of an executor's samples can explain that it lost.
enum class cause {
  one_at_a_time,     ///< it had one task under way at a time, and the winner several
  one_thread,        ///< it computed on one thread, and the winner on several CPUs
  cpu_time,          ///< it took more CPU time
  late_start,        ///< it began its last task later, though all tasks might have begun at once
  context_switches,  ///< it needed more of them
};

/// Medians over the rounds. `one_at_a_time`: tasks under way at once, the most; `one_thread`: the part of the time for which the
/// loser's thread was busy, and the CPUs that the winner's threads could use; `cpu_time`: nanoseconds; `late_start`: nanoseconds from
/// the start of the run until the last task began; `context_switches`: how many.
struct evidence {
  cause why;
  double of_loser;
  double of_winner;
};

/// An executor that is shown to be slower than the winner.
struct loss {
  const cell_result* loser;
  analysis::paired_speedup by;  ///< of the winner over it
  std::vector<evidence> why;    ///< empty: its samples do not tell
};

/// What executors that may all be the fastest can differ in.
enum class price {
  cpu_time,        ///< nanoseconds
  memory,          ///< bytes that the run added
  start_and_stop,  ///< nanoseconds before and after the run, which its time leaves out
};

/// The executor that takes the least of something, and those that are shown to take more; medians over the rounds.
struct saving {
  price of;
  std::pair<const cell_result*, double> least;
  std::vector<std::pair<const cell_result*, double>> more;  ///< never empty; in the order of the report
};

/// What one scenario's samples decide.
struct judgement {
  const scenario_results* group;
  std::optional<verdict> found = {};  ///< empty where fewer than two executors are ok
  /// Those that nobody is shown to be faster than, the least median time first. Empty where a comparison with the winner has no interval:
  /// then it is not known.
  std::vector<const cell_result*> best = {};
  std::vector<loss> losses = {};     ///< those that are shown to be slower than the winner, the nearest first
  std::vector<saving> savings = {};  ///< among `best`
  std::size_t rounds_needed = 0;     ///< for the intervals that are missing; 0: none is
  bool busy_server =
      false;  ///< the server was at its limit with the winner or one of `best`, and may be what was measured

  /// Whether the best are known, and others are not among them.
  bool decides() const { return !best.empty() && !losses.empty(); }
};

/// An executor that lost in some scenario of a situation.
struct slower_executor {
  std::string executor;
  std::size_t lost;      ///< in so many scenarios
  std::size_t compared;  ///< of so many in which it was compared
  analysis::interval
      factors;  ///< how many times faster the winners were than it where it lost: the least and the most
};

struct situation_advice {
  situation of;
  std::vector<judgement> judgements = {};  ///< in the order of the report
  /// Those that are among the best in every scenario that decides something; empty where no scenario does, or no executor is.
  std::vector<std::string> use = {};
  /// Of several in `use`, the one that no other is shown to take less CPU time than in any scenario, and each other more in at least one.
  std::optional<std::string> least_cpu_time = {};
  std::vector<slower_executor> slower = {};    ///< those that lost most often first
  std::vector<std::string> not_measured = {};  ///< scenarios of this kind that are not in the report

  bool decides() const;
};

struct advice {
  std::vector<situation_advice> situations = {};  ///< each once, in the order of the enumeration
  std::vector<std::string> unmeasured =
      {};  ///< scenarios and points of an interrupted run without any sample
  std::vector<std::string> other_executors = {};  ///< those of this build that the report does not have
};

/// `results` are those of `from`, and outlive the advice, as `from` does.
advice advice_of(const report& from, const std::vector<scenario_results>& results);

}  // namespace concbench
