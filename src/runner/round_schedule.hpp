// Decides which group of cells takes the next round, and when the run ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/report.hpp"
#include "system/clock.hpp"

namespace concbench::runner {

/// One round of one group.
struct turn {
  std::size_t group;
  std::int64_t round;  ///< negative while warming up
};

/// Plans whole rounds, so that every round of a group is a complete set of pairs.
///
/// With a fixed number of rounds the groups take turns. With `plan.precision` they take turns until each has had the
/// first look at its intervals (analysis::looks). Then the group with the widest interval continues until its next
/// look. A group ends when its intervals are as narrow as was asked for, or after its last look.
///
/// With `plan.budget_ns` no round begins that would end after the budget, if it took as long as the group's last round.
/// The first round of every group is taken in any case. It never matters who wins: ending when a difference is resolved
/// would spoil the error rate.
class round_schedule {
 public:
  /// `executors[i]` is the number of executors of group i.
  round_schedule(const plan& asked, std::span<const std::size_t> executors);

  /// The next turn; empty when the run has ended. `elapsed` is the time since the run began.
  std::optional<turn> next(duration elapsed);

  /// Must be called when a turn has ended. `width` is called at a look, and returns the width of the group's widest
  /// interval. A group that has none by then ends, because none of its cells can be compared.
  void ended(const turn& turn, duration took, const std::function<std::optional<double>()>& width);

  /// Whether this group has had all its rounds.
  bool is_over(std::size_t group) const { return groups_[group].end.has_value(); }

  /// What ended the rounds of a group; empty while there are more.
  const std::optional<rounds_end>& end_of(std::size_t group) const { return groups_[group].end; }

  /// Ends a group of which nothing can run any more.
  void give_up(std::size_t group) { end(groups_[group], rounds_limit::failures); }

 private:
  struct group_state {
    std::int64_t next_round = 0;
    std::int64_t most_rounds = 0;
    std::vector<std::size_t> looks;    ///< those still to come, ascending; empty without a precision
    std::optional<double> width = {};  ///< at the last look, if there was one
    duration last_round{0};
    std::optional<rounds_end> end = {};
  };

  /// Notes what ended a group. Only the first call counts.
  static void end(group_state& group, rounds_limit limit) {
    if (!group.end) group.end = rounds_end{limit};
  }
  bool affordable(const group_state& group, duration elapsed) const;
  std::optional<std::size_t> next_in_turn() const;
  std::optional<std::size_t> widest() const;

  double precision_;
  duration budget_;
  std::vector<group_state> groups_;
};

}  // namespace concbench::runner
