// Turns, looks, budget.
#include "runner/round_schedule.hpp"

#include <algorithm>

#include "core/speedups.hpp"

namespace concbench::runner {

round_schedule::round_schedule(const plan& asked, std::span<const std::size_t> executors)
    : precision_(asked.precision), budget_(asked.budget_ns) {
  for (const auto count : executors)
    groups_.push_back({.next_round = -asked.warmup,
                       .most_rounds = most_rounds(asked, count),
                       .looks = looks_of(asked, count)});
}

std::optional<turn> round_schedule::next(duration elapsed) {
  for (auto& each : groups_)
    if (!each.end && !affordable(each, elapsed))
      each.end = rounds_end{.limit = rounds_limit::budget,
                            .next_round_ns = each.last_round.count(),
                            .left_ns = std::max(duration::zero(), budget_ - elapsed).count()};
  auto chosen = next_in_turn();
  if (!chosen) chosen = widest();
  if (!chosen) return {};
  return turn{*chosen, groups_[*chosen].next_round};
}

void round_schedule::ended(const turn& turn, duration took,
                           const std::function<std::optional<double>()>& width) {
  auto& group = groups_[turn.group];
  group.last_round = took;
  const auto rounds = ++group.next_round;
  if (!group.looks.empty() && rounds >= static_cast<std::int64_t>(group.looks.front())) {
    group.looks.erase(group.looks.begin());
    group.width = width();
    if (!group.width) {
      end(group, rounds_limit::nothing_to_compare);
    } else if (*group.width <= precision_) {
      end(group, rounds_limit::precision);
    }
  }
  if (rounds >= group.most_rounds) end(group, rounds_limit::rounds);
}

bool round_schedule::affordable(const group_state& group, duration elapsed) const {
  return budget_ == duration::zero() || group.next_round <= 0 || elapsed + group.last_round <= budget_;
}

/// Of the groups that have not had their first look, the one with the fewest rounds. The first one when several have
/// equally few.
std::optional<std::size_t> round_schedule::next_in_turn() const {
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const auto& each = groups_[i];
    if (each.end || each.width) continue;
    if (!chosen || each.next_round < groups_[*chosen].next_round) chosen = i;
  }
  return chosen;
}

std::optional<std::size_t> round_schedule::widest() const {
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (groups_[i].end) continue;
    if (!chosen || groups_[i].width > groups_[*chosen].width) chosen = i;
  }
  return chosen;
}

}  // namespace concbench::runner
