// Turns, looks, budget.
#include "runner/round_schedule.hpp"

#include <algorithm>
#include <limits>

#include "analysis/stopping.hpp"
#include "core/speedups.hpp"

namespace concbench::runner {
namespace {

std::vector<std::size_t> looks_of(const plan& asked, std::size_t executors) {
  if (asked.precision <= 0) return {};
  const auto comparisons = std::max<std::size_t>(executors, 2) - 1;
  return analysis::looks(analysis::least_values_for_sign_interval(comparison_alpha(asked, comparisons)));
}

}  // namespace

std::int64_t round_schedule::most_rounds(const plan& asked, std::size_t executors) {
  const auto looks = looks_of(asked, executors);
  if (looks.empty()) return asked.rounds;
  return std::min(asked.rounds, static_cast<std::int64_t>(looks.back()));
}

round_schedule::round_schedule(const plan& asked, std::span<const std::size_t> executors)
    : precision_(asked.precision), budget_(asked.budget_ns) {
  for (const auto count : executors)
    groups_.push_back({.next_round = -asked.warmup,
                       .most_rounds = most_rounds(asked, count),
                       .looks = looks_of(asked, count),
                       .width = {}});
}

std::optional<turn> round_schedule::next(duration elapsed) {
  for (auto& each : groups_) each.over = each.over || !affordable(each, elapsed);
  auto chosen = next_in_turn();
  if (!chosen) chosen = widest();
  if (!chosen) return {};
  return turn{*chosen, groups_[*chosen].next_round};
}

void round_schedule::ended(const turn& of, duration took, std::optional<double> width) {
  auto& group = groups_[of.group];
  group.last_round = took;
  const auto rounds = ++group.next_round;
  group.over = group.over || rounds >= group.most_rounds;
  if (group.looks.empty() || rounds < static_cast<std::int64_t>(group.looks.front())) return;
  group.looks.erase(group.looks.begin());
  group.looked = true;
  group.width = width;
  group.over = group.over || (width && *width <= precision_);
}

bool round_schedule::affordable(const group_state& group, duration elapsed) const {
  return budget_ == duration::zero() || group.next_round <= 0 || elapsed + group.last_round <= budget_;
}

/// Of the groups that have not had their first look the one with the fewest rounds, the first of equals.
std::optional<std::size_t> round_schedule::next_in_turn() const {
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const auto& each = groups_[i];
    if (each.over || each.looked) continue;
    if (!chosen || each.next_round < groups_[*chosen].next_round) chosen = i;
  }
  return chosen;
}

/// A group without any interval yet counts as the widest.
std::optional<std::size_t> round_schedule::widest() const {
  constexpr double unknown = std::numeric_limits<double>::infinity();
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (groups_[i].over) continue;
    if (!chosen || groups_[i].width.value_or(unknown) > groups_[*chosen].width.value_or(unknown)) chosen = i;
  }
  return chosen;
}

}  // namespace concbench::runner
