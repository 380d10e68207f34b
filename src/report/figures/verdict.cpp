// Compares the winner with each other executor, and looks for executors that are slower than a third one.
#include "report/figures/verdict.hpp"

#include <algorithm>
#include <cmath>

#include "core/speedups.hpp"

namespace concbench {
namespace {

bool nearer(const advantage& a, const advantage& b) {
  return a.factor.ratio < b.factor.ratio;
}

/// Speedups that lie no further apart are a tie: see paired_speedup::alike.
constexpr double most_alike = 1.005;

/// More than the noise of any machine: the widest noise floor that was seen, next to other work that filled the
/// machine, is 118 %.
constexpr double beyond_noise = 3;

/// Longer than a busy machine lets a thread wait for a CPU, as a rule: samples of some milliseconds differed by three
/// times and more between equal programs.
constexpr double beyond_pauses_ns = 100e6;

/// Whether the difference is obvious, although there are too few rounds for an interval. A p99 of few rounds never is:
/// three rounds with 2.5× were followed by fourteen that said the opposite.
bool is_seen(const analysis::paired_speedup& factor, const cell_result& winner, const cell_result& other,
             const plan& asked) {
  const double p_where_all_agree = 2 * std::pow(0.5, static_cast<double>(factor.rounds));
  return asked.rate == 0 && !factor.range && factor.ratio >= beyond_noise &&
         other.figures->time_ns - winner.figures->time_ns >= beyond_pauses_ns &&
         factor.p <= p_where_all_agree * (1 + 1e-9);
}

/// The speedup over the reference, as the table shows it; 1 for the reference itself.
std::optional<analysis::interval> range_of(const cell_result& of) {
  if (of.reference) return analysis::interval{1, 1};
  return of.speedup ? of.speedup->range : std::nullopt;
}

/// The executor that is faster than `slow` by the speedups over the reference, which hold together; the reference comes
/// first. Null when there is none, or only one that counts as the same (see paired_speedup::alike).
const cell_result* faster_than(const cell_result& slow, const scenario_results& group) {
  const auto range = range_of(slow);
  if (!range) return nullptr;
  const auto beats = [&](const cell_result& each) {
    const auto other = range_of(each);
    return other && other->low > most_alike * range->high;
  };
  if (const auto* reference = group.reference(); reference != nullptr && beats(*reference)) return reference;
  const auto found = std::ranges::find_if(group.cells, beats);
  return found == group.cells.end() ? nullptr : &*found;
}

/// Moves the executors that another one than the winner beats from `rivals` to `behind`.
void set_behind_aside(std::vector<advantage>& rivals, const scenario_results& group,
                      std::vector<set_aside>& behind) {
  std::erase_if(rivals, [&](const advantage& each) {
    const auto* faster = faster_than(*each.other, group);
    if (faster != nullptr) behind.push_back({each, faster});
    return faster != nullptr;
  });
}

/// The most rounds that any speedup or comparison of a scenario needs until it has an interval.
std::size_t rounds_missing(const scenario_results& group, const std::vector<advantage>& unresolved) {
  std::size_t needed = 0;
  const auto look_at = [&](const analysis::paired_speedup& factor) {
    if (!factor.range) needed = std::max(needed, factor.rounds_needed);
  };
  for (const auto& each : group.cells)
    if (each.compared()) look_at(*each.speedup);
  for (const auto& each : unresolved) look_at(each.factor);
  return needed;
}

}  // namespace

std::optional<verdict> verdict_of(const scenario_results& group, const plan& asked) {
  const auto winner = std::ranges::find_if(group.cells, &cell_result::fastest);
  if (winner == group.cells.end()) return {};
  const auto* reference = group.reference();
  std::vector<const cell*> cells;
  std::vector<const cell_result*> others;  // neither the winner nor the reference
  for (const auto& each : group.cells) {
    cells.push_back(each.cell);
    if (comparable(*each.cell) && &each != &*winner && &each != reference) others.push_back(&each);
  }

  verdict found{.winner = &*winner,
                .resolved = {},
                .alike = {},
                .unresolved = {},
                .reversed = {},
                .open_loop = asked.rate > 0};
  // The median time chose the winner; only an interval wholly above 1 says that it did win.
  const auto side_of = [&](const analysis::paired_speedup& factor) -> std::vector<advantage>& {
    if (factor.alike()) return found.alike;
    if (!factor.resolved()) return found.unresolved;
    return factor.range->low > 1 ? found.resolved : found.reversed;
  };
  const auto compare = [&](const cell_result* over, double alpha) {
    if (const auto factor = speedup_of(*winner->cell, *over->cell, alpha))
      side_of(*factor).push_back({over, *factor, is_seen(*factor, *winner, *over, asked)});
  };
  const auto rivals = others.size() + 1;  // with the winner: any of them might have won
  const auto pairs = rivals * (rivals - 1) / 2;
  const double over_reference = speedup_alpha(cells, asked);
  for (const auto* each : others)
    compare(each, winner->reference ? over_reference : comparison_alpha(asked, pairs));
  if (!winner->reference) compare(reference, over_reference);
  for (auto* side : {&found.alike, &found.unresolved}) set_behind_aside(*side, group, found.behind);
  for (auto* side : {&found.resolved, &found.alike, &found.unresolved, &found.reversed})
    std::ranges::stable_sort(*side, nearer);
  found.rounds_needed = rounds_missing(group, found.unresolved);
  return found;
}

bool verdict::has_one_winner() const {
  return alike.empty() && reversed.empty() && std::ranges::all_of(unresolved, &advantage::seen);
}

std::size_t rounds_needed(const scenario_results& group, const plan& asked) {
  const auto verdict = verdict_of(group, asked);
  return rounds_missing(group, verdict ? verdict->unresolved : std::vector<advantage>{});
}

}  // namespace concbench
