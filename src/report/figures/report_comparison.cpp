// Matching cells, and their ratios.
#include "report/figures/report_comparison.hpp"

#include <algorithm>
#include <map>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/comparison.hpp"
#include "analysis/quantiles.hpp"
#include "core/registry.hpp"
#include "core/speedups.hpp"
#include "report/figures/cell_identity.hpp"
#include "report/figures/noise_floor.hpp"
#include "report/figures/results.hpp"
#include "report/terminal/summary_matrix.hpp"

namespace concbench {
namespace {

using cells_by_identity = std::map<cell_identity, const cell*>;

/// The identity of a cell in a report that may be older than a parameter: where it lacks one that the
/// scenario declares, it did what the parameter's default says.
cell_identity identity_in(const report& from, const cell& of) {
  auto identity = identity_of(of);
  const auto* declared = known_scenario(of.scenario);
  if (declared == nullptr) return identity;
  for (const auto chosen : {profile::quick, profile::standard, profile::tutorial})
    if (to_string(chosen) == from.plan.profile)
      for (const auto& each : parameter_values(declared->parameters, chosen))
        identity.params.try_emplace(each.name, each.text);
  return identity;
}

cells_by_identity by_identity(const report& of) {
  cells_by_identity cells;
  for (const auto& each : of.cells) cells.emplace(identity_in(of, each), &each);
  return cells;
}

/// "tasks 64 instead of 32, delay 1s instead of 20ms": what `other` has where `wanted` has something else.
std::string differences(const cell_identity& wanted, const cell_identity& other) {
  std::vector<std::string> all;
  const auto add = [&](std::string_view name, const auto& here, const auto& there) {
    if (here != there) all.push_back(fmt::format("{} {} instead of {}", name, there, here));
  };
  add("tasks", wanted.tasks, other.tasks);
  add("concurrency", wanted.concurrency, other.concurrency);
  auto names = wanted.params;
  names.insert(other.params.begin(), other.params.end());
  const auto value = [](const cell_identity& of, const std::string& name) {
    const auto found = of.params.find(name);
    return found == of.params.end() ? "nothing" : "'" + found->second + "'";
  };
  for (const auto& [name, text] : names) add(name, value(wanted, name), value(other, name));
  return fmt::format("{}", fmt::join(all, ", "));
}

/// A cell of the same scenario and executor as `of` among `cells`, or null.
const cell_identity* near(const cell_identity& of, const cells_by_identity& cells) {
  const auto found = cells.lower_bound({of.scenario, of.executor, {}, 0, 0});
  const bool alike =
      found != cells.end() && found->first.scenario == of.scenario && found->first.executor == of.executor;
  return alike ? &found->first : nullptr;
}

/// Cells without a counterpart, and what is different about the nearest one. Two that are nearest to each
/// other are named once.
void leave_out_lonely(const cells_by_identity& olds, const cells_by_identity& news, report_comparison& from) {
  for (const auto& each : from.after->cells) {
    const auto identity = identity_in(*from.after, each);
    if (olds.contains(identity)) continue;
    const auto* old = near(identity, olds);
    from.left_out.push_back({&each, old == nullptr ? "only in the new report"
                                                   : fmt::format("only in the new report, with {}",
                                                                 differences(*old, identity))});
  }
  for (const auto& each : from.before->cells) {
    const auto identity = identity_in(*from.before, each);
    const auto* other = near(identity, news);
    if (news.contains(identity) || (other != nullptr && !olds.contains(*other))) continue;
    from.left_out.push_back({&each, "only in the old report"});
  }
}

std::vector<double> times_of(const cell& of) {
  std::vector<double> times;
  for (const auto* taken : counted_samples(of)) times.push_back(compared_ns(*taken));
  return times;
}

cell_comparison matched(const cell& before, const cell& after) {
  return {.before = &before,
          .after = &after,
          .before_ns = analysis::median(times_of(before)).value_or(0),
          .after_ns = analysis::median(times_of(after)).value_or(0),
          .ratio = 1,
          .range = {},
          .rounds_needed = 0};
}

/// The digest of a cell that is ok: the same in all its samples without failed tasks, by the manager's check.
/// Empty where some failed in each.
std::optional<std::uint64_t> digest_of(const cell& of) {
  const auto whole = std::ranges::find(of.samples, 0U, &sample::tasks_failed);
  if (whole == of.samples.end()) return {};
  return whole->digest;
}

/// Why two cells that match cannot be compared; empty when they can.
std::string why_not(const cell& before, const cell& after, bool same_answers_expected) {
  if (!comparable(before)) return fmt::format("{} in the old report", state_of(before));
  if (!comparable(after)) return fmt::format("{} in the new report", state_of(after));
  const auto digests = std::pair(digest_of(before), digest_of(after));
  if (same_answers_expected && digests.first && digests.second && digests.first != digests.second)
    return "the answers differ between the reports: it was not the same work";
  return "";
}

bool share_a_round(const cell& before, const cell& after) {
  return speedup_of(before, after, analysis::family_risk).has_value();
}

/// What a test says of two cells at a level.
struct finding {
  double ratio;
  std::optional<analysis::interval> range;
  double p;
  std::size_t rounds_needed;
};

finding unpaired(const cell_comparison& of, double level) {
  const auto found = analysis::compare_unpaired(times_of(*of.before), times_of(*of.after), level);
  return {found.ratio, found.range, found.p, found.values_needed};
}

/// Of cells that share a round.
finding paired(const cell_comparison& of, double level) {
  // How many times faster the old one is than the new one: that is the ratio of the new times to the old.
  const auto found = speedup_of(*of.before, *of.after, level).value();
  return {found.ratio, found.range, found.p, found.rounds_needed};
}

/// Ratios and intervals at Holm's levels, which need the p of all cells first: so an interval says the same
/// as the verdict that Holm's procedure comes to.
void measure(report_comparison& into, double alpha, finding (*compared)(const cell_comparison&, double)) {
  std::vector<double> p;
  for (const auto& each : into.cells) p.push_back(compared(each, alpha).p);
  const auto levels = analysis::holm_levels(p, alpha);
  const double noise = (1 + into.noise_before.value_or(0)) * (1 + into.noise_after.value_or(0)) - 1;
  for (std::size_t i = 0; i < into.cells.size(); ++i) {
    auto& each = into.cells[i];
    const auto found = compared(each, levels[i]);
    each.ratio = found.ratio;
    each.rounds_needed = found.rounds_needed;
    if (found.range) each.range = analysis::widened(*found.range, noise);
  }
}

/// What became of a cell under `executor`: `now`, or null where it is gone.
void note_if_broken(const cell& before, const std::string& executor, const cell* now, report_comparison& in) {
  if (!comparable(before) || (now != nullptr && comparable(*now))) return;
  in.broken.push_back({&before, executor, now == nullptr ? "gone" : state_of(*now)});
}

/// Two cells of one report, to be compared or left out.
void add_pair(const cell& before, const cell& after, report_comparison& to) {
  for (const auto* one : {&before, &after})
    if (!comparable(*one)) to.left_out.push_back({one, state_of(*one)});
  if (!comparable(before) || !comparable(after)) return;
  if (share_a_round(before, after)) {
    to.cells.push_back(matched(before, after));
  } else {
    to.left_out.push_back({&after, fmt::format("shares no round with {}", before.executor)});
  }
}

}  // namespace

std::string to_string(change value) {
  switch (value) {
    case change::faster:
      return "faster";
    case change::slower:
      return "slower";
    case change::same:
      return "the same";
    case change::not_resolved:
      break;
  }
  return "not resolved";
}

change cell_comparison::verdict() const {
  if (!range) return change::not_resolved;
  if (!range->holds(1)) return range->low > 1 ? change::slower : change::faster;
  constexpr double most = 1 + same_band;
  return range->low >= 1 / most && range->high <= most ? change::same : change::not_resolved;
}

std::size_t report_comparison::count(change value) const {
  return static_cast<std::size_t>(
      std::ranges::count(cells, value, [](const cell_comparison& each) { return each.verdict(); }));
}

report_comparison compare_reports(const report& before, const report& after) {
  report_comparison made{.before = &before, .after = &after};
  made.noise_before = noise_floor_of(before.noise);
  made.noise_after = noise_floor_of(after.noise);
  const auto olds = by_identity(before);
  const auto news = by_identity(after);
  const bool same_answers = before.plan.seed == after.plan.seed && before.plan.targets.empty();
  for (const auto& each : after.cells) {
    const auto old = olds.find(identity_in(after, each));
    if (old == olds.end()) continue;
    if (auto why = why_not(*old->second, each, same_answers); !why.empty()) {
      made.left_out.push_back({&each, std::move(why)});
    } else {
      made.cells.push_back(matched(*old->second, each));
    }
  }
  leave_out_lonely(olds, news, made);
  for (const auto& each : before.cells) {
    const auto now = news.find(identity_in(before, each));
    note_if_broken(each, each.executor, now == news.end() ? nullptr : now->second, made);
  }
  measure(made, std::min(comparison_alpha(before.plan, 1), comparison_alpha(after.plan, 1)), unpaired);
  return made;
}

report_comparison compare_executors(const report& of, const std::vector<executor_pair>& pairs) {
  report_comparison made{.before = &of, .after = &of, .paired = true};
  for (const auto& group : results_of(of))
    for (const auto& pair : pairs) {
      const auto* before = find_cell(group, pair.before);
      const auto* after = find_cell(group, pair.after);
      if (before == nullptr) continue;
      note_if_broken(*before->of, pair.after, after == nullptr ? nullptr : after->of, made);
      if (after != nullptr) {
        add_pair(*before->of, *after->of, made);
      } else {
        made.left_out.push_back({before->of, fmt::format("nothing under {} to compare with", pair.after)});
      }
    }
  measure(made, comparison_alpha(of.plan, 1), paired);
  return made;
}

std::vector<executor_pair> worker_pairs(const report& of, const std::string& before,
                                        const std::string& after) {
  auto names = of.plan.executors;  // also those whose cells are gone
  const auto known = [&](const std::string& name) { return std::ranges::find(names, name) != names.end(); };
  for (const auto& name : executors_of(results_of(of)))
    if (!known(name)) names.push_back(name);
  const auto full_name = [](const std::string& worker, const std::string& executor) {
    return worker.empty() ? executor : fmt::format("{}:{}", worker, executor);
  };
  std::vector<executor_pair> pairs;
  for (const auto& name : names) {
    const auto colon = name.find(':');
    const auto worker = colon == std::string::npos ? "" : name.substr(0, colon);
    if (worker != before) continue;
    const auto executor = colon == std::string::npos ? name : name.substr(colon + 1);
    pairs.push_back({name, full_name(after, executor)});
  }
  if (std::ranges::none_of(pairs, known, &executor_pair::after)) pairs.clear();
  return pairs;
}

}  // namespace concbench
