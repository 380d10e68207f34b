// When a run is over, and which group of cells takes the next round until then.
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

/// Hands out whole rounds, so that every round of a group is a complete set of pairs.
///
/// With a fixed number of rounds the groups take turns. With `plan.precision` they do so until each has had
/// its first look at its intervals (analysis::looks); then the group with the widest one goes on until its
/// next look, and a group ends when its intervals are as narrow as was asked, or after its last look. With
/// `plan.budget_ns` no round begins that would end after the budget, going by how long the group's last one
/// took; a first round of every group is taken in any case. Never does it matter who wins: ending when
/// something has become resolved would spoil the error rate.
class round_schedule {
 public:
  /// `executors[i]`: how many executors group i has.
  round_schedule(const plan& asked, std::span<const std::size_t> executors);

  /// The next turn; empty when the run is over. `elapsed`: since the run began.
  std::optional<turn> next(duration elapsed);

  /// Tells that a turn has ended. `width` is asked at a look: of the group's widest interval now. A group
  /// that has none by then ends, for none of its cells can be compared.
  void ended(const turn& turn, duration took, const std::function<std::optional<double>()>& width);

  /// Whether this group has had all its rounds.
  bool is_over(std::size_t group) const { return groups_[group].end.has_value(); }

  /// What ended them; empty while there are more.
  const std::optional<rounds_end>& end_of(std::size_t group) const { return groups_[group].end; }

  /// Nothing of this group can be run any more.
  void give_up(std::size_t group) { end(groups_[group], rounds_limit::failures); }

 private:
  struct group_state {
    std::int64_t next_round = 0;
    std::int64_t most_rounds = 0;
    std::vector<std::size_t> looks;    ///< still to come, ascending; none without a precision
    std::optional<double> width = {};  ///< at the last look, if there was one
    duration last_round{0};
    std::optional<rounds_end> end = {};
  };

  /// What ended a group first is what ended it.
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
