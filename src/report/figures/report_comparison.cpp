// Matching cells, and their ratios.
#include "report/figures/report_comparison.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <span>

#include <fmt/format.h>

#include "analysis/comparison.hpp"
#include "analysis/quantiles.hpp"
#include "core/speedups.hpp"
#include "report/figures/cell_identity.hpp"
#include "report/figures/compared_figures.hpp"
#include "report/figures/matrix.hpp"
#include "report/figures/noise_floor.hpp"
#include "report/figures/results.hpp"

namespace concbench {
namespace {

using cells_by_identity = std::map<cell_identity, const cell*>;

cells_by_identity by_identity(const report& of) {
  cells_by_identity cells;
  for (const auto& each : of.cells) cells.emplace(identity_in(of, each), &each);
  return cells;
}

/// A cell of the same scenario and executor as `of` among `cells`, or null.
const cell_identity* near(const cell_identity& of, const cells_by_identity& cells) {
  const auto found = cells.lower_bound({of.scenario, of.executor, {}, 0, 0});
  const bool alike =
      found != cells.end() && found->first.scenario == of.scenario && found->first.executor == of.executor;
  return alike ? &found->first : nullptr;
}

/// Cells without a counterpart, and how the nearest one is different. Two cells that are nearest to each other are
/// named once.
void leave_out_lonely(const cells_by_identity& olds, const cells_by_identity& news, report_comparison& from) {
  for (const auto& each : from.after->cells) {
    const auto identity = identity_in(*from.after, each);
    if (olds.contains(identity)) continue;
    const auto* old = near(identity, olds);
    from.left_out.push_back({&each, old == nullptr ? "only in the new report"
                                                   : fmt::format("only in the new report, with {}",
                                                                 differences_in_work(*old, identity))});
  }
  for (const auto& each : from.before->cells) {
    const auto identity = identity_in(*from.before, each);
    const auto* other = near(identity, news);
    if (news.contains(identity) || (other != nullptr && !olds.contains(*other))) continue;
    from.left_out.push_back({&each, "only in the old report"});
  }
}

/// The work of that cell in the other report, if it was run only for other work.
const cell_identity* changed_into(const cell_identity& of, const cells_by_identity& olds,
                                  const cells_by_identity& news) {
  const auto end = news.end();
  for (auto each = news.lower_bound({of.scenario, of.executor, {}, 0, 0});
       each != end && each->first.scenario == of.scenario && each->first.executor == of.executor; ++each)
    if (!olds.contains(each->first)) return &each->first;
  return nullptr;
}

/// Those that are known.
std::vector<double> values_of(const cell& of, compared_figure figure) {
  std::vector<double> values;
  for (const auto* taken : counted_samples(of))
    if (const double value = value_of(*taken, figure); value > 0) values.push_back(value);
  return values;
}

bool has_memory_of_whole_life(const cell& of) {
  return std::ranges::any_of(counted_samples(of), [](const sample* taken) {
    return taken->counters.contains(std::string(memory_of_whole_life));
  });
}

/// Whether all rounds know what memory they added. A worker whose peak the kernel does not confirm is not believed in
/// this either.
bool knows_added_memory(const cell& of) {
  return !has_memory_of_whole_life(of) && std::ranges::all_of(counted_samples(of), [](const sample* taken) {
    return taken->rss_increase_bytes > 0;
  });
}

/// Which figure of the samples is compared for `figure`. For memory it is the whole peak when one of the cells does not
/// know what the run added.
compared_figure measured_for(compared_figure figure, const cell& before, const cell& after) {
  const bool by_peak =
      figure == compared_figure::memory && !(knows_added_memory(before) && knows_added_memory(after));
  return by_peak ? compared_figure::peak_memory : figure;
}

cell_comparison matched(const cell& before, const cell& after, compared_figure figure) {
  const auto measured = measured_for(figure, before, after);
  return {.before = &before,
          .after = &after,
          .figure = figure,
          .measured = measured,
          .before_value = analysis::median(values_of(before, measured)).value_or(0),
          .after_value = analysis::median(values_of(after, measured)).value_or(0),
          .ratio = 1,
          .range = {},
          .rounds_needed = 0};
}

std::vector<compared_figure> figures_of(const plan& asked, const std::vector<compared_figure>& further) {
  std::vector<compared_figure> all{main_figure(asked)};
  for (const auto each : further)
    if (std::ranges::find(all, each) == all.end()) all.push_back(each);
  return all;
}

/// The digest of a cell that is ok: the same in all its samples without failed tasks, by the manager's check.
/// Empty where some failed in each.
std::optional<std::uint64_t> digest_of(const cell& of) {
  const auto whole = std::ranges::find(of.samples, 0U, &sample::tasks_failed);
  if (whole == of.samples.end()) return {};
  return whole->digest;
}

/// Why two matching cells cannot be compared; empty when they can.
std::string why_not(const cell& before, const cell& after, bool same_answers_expected) {
  if (!comparable(before)) return fmt::format("{} in the old report", state_of(before));
  if (!comparable(after)) return fmt::format("{} in the new report", state_of(after));
  const auto digests = std::pair(digest_of(before), digest_of(after));
  if (same_answers_expected && digests.first && digests.second && digests.first != digests.second)
    return "the answers differ between the reports: it was not the same work";
  return "";
}

/// Why a figure of a cell cannot be compared.
std::string not_known(compared_figure figure) {
  return fmt::format("{} was not measured", title_of(figure));
}

/// Whether the memory of both cells is that of the run, or that of both workers' whole lives.
bool read_alike(const cell& before, const cell& after) {
  return has_memory_of_whole_life(before) == has_memory_of_whole_life(after);
}

/// Why the memory of two cells cannot be compared, when only one has that of a worker's whole life.
std::string memory_read_differently(const cell& before, const cell& after) {
  const auto& whole = has_memory_of_whole_life(before) ? before : after;
  return fmt::format(
      "memory n/a: that of {} is of its worker's whole life, that of {} of the run; a worker that reads its own peak "
      "(VmHWM) at the end of the run is compared",
      whole.executor, (&whole == &before ? after : before).executor);
}

bool share_a_round(const cell& before, const cell& after, compared_figure figure) {
  return speedup_of(before, after, analysis::family_risk, measured_for(figure, before, after)).has_value();
}

/// What a test says of two cells at a level.
struct finding {
  double ratio;
  std::optional<analysis::interval> range;
  double p;
  std::size_t rounds_needed;
};

finding unpaired(const cell_comparison& of, double level) {
  const auto found = analysis::compare_unpaired(values_of(*of.before, of.measured),
                                                values_of(*of.after, of.measured), level);
  return {found.ratio, found.range, found.p, found.values_needed};
}

/// Of cells that share a round.
finding paired(const cell_comparison& of, double level) {
  // How many times faster the old cell is than the new one, which is the ratio of the new times to the old ones.
  const auto found = speedup_of(*of.before, *of.after, level, of.measured).value();
  return {found.ratio, found.range, found.p, found.rounds_needed};
}

/// Ratios and intervals of one figure at Holm's levels. These need the p of all cells first, so that each interval
/// agrees with the verdict of Holm's procedure.
void measure(report_comparison& comparison, compared_figure figure, double alpha,
             finding (*compared)(const cell_comparison&, double)) {
  std::vector<cell_comparison*> cells;
  for (auto& each : comparison.cells)
    if (each.figure == figure) cells.push_back(&each);
  std::vector<double> p;
  for (const auto* each : cells) p.push_back(compared(*each, alpha).p);
  const auto levels = analysis::holm_levels(p, alpha);
  const double noise =
      figure == compared_figure::memory
          ? 0
          : (1 + comparison.noise_before.value_or(0)) * (1 + comparison.noise_after.value_or(0)) - 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto found = compared(*cells[i], levels[i]);
    cells[i]->ratio = found.ratio;
    cells[i]->rounds_needed = found.rounds_needed;
    cells[i]->range_of_rounds = found.range;
    if (found.range) cells[i]->range = analysis::widened(*found.range, noise);
  }
}

/// Adds a cell that was ok before and is not ok now. `now` is null when the cell of `executor` is gone.
void note_if_broken(const cell& before, const std::string& executor, const cell* now,
                    report_comparison& comparison) {
  if (!comparable(before) || (now != nullptr && comparable(*now))) return;
  comparison.broken.push_back({&before, executor, now == nullptr ? "gone" : state_of(*now)});
}

/// Adds each figure of two cells to those that are compared, or to those that are left out. `known` says whether both
/// cells have a figure.
void add_figures(const cell& before, const cell& after, report_comparison& to,
                 const std::function<bool(compared_figure)>& known) {
  for (const auto figure : to.figures)
    if (!known(figure)) {
      to.left_out.push_back({&after, not_known(figure), figure});
    } else if (figure == compared_figure::memory && !read_alike(before, after)) {
      to.left_out.push_back({&after, memory_read_differently(before, after), figure});
    } else {
      to.cells.push_back(matched(before, after, figure));
    }
}

/// Adds two cells of one report to those that are compared, or to those that are left out.
void add_pair(const cell& before, const cell& after, report_comparison& to) {
  for (const auto* one : {&before, &after})
    if (!comparable(*one)) to.left_out.push_back({one, state_of(*one)});
  if (!comparable(before) || !comparable(after)) return;
  if (!share_a_round(before, after, compared_figure::run)) {
    to.left_out.push_back({&after, fmt::format("shares no round with {}", before.executor)});
    return;
  }
  add_figures(before, after, to,
              [&](compared_figure figure) { return share_a_round(before, after, figure); });
}

}  // namespace

change cell_comparison::verdict() const {
  if (!range) return change::not_resolved;
  if (!range->holds(1)) return range->low > 1 ? change::slower : change::faster;
  constexpr double most = 1 + same_band;
  return range->low >= 1 / most && range->high <= most ? change::same : change::not_resolved;
}

std::size_t report_comparison::count(change value, compared_figure figure) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      cells, [&](const cell_comparison& each) { return each.figure == figure && each.verdict() == value; }));
}

compared_figure main_figure(const plan& asked) {
  return asked.rate > 0 && !asked.searches_rate() ? compared_figure::p99 : compared_figure::run;
}

report_comparison compare_reports(const report& before, const report& after,
                                  const std::vector<compared_figure>& further) {
  report_comparison made{.before = &before, .after = &after, .figures = figures_of(after.plan, further)};
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
      continue;
    }
    add_figures(*old->second, each, made, [&](compared_figure figure) {
      const auto measured = measured_for(figure, *old->second, each);
      return !values_of(*old->second, measured).empty() && !values_of(each, measured).empty();
    });
  }
  leave_out_lonely(olds, news, made);
  for (const auto& each : before.cells) {
    const auto identity = identity_in(before, each);
    const auto now = news.find(identity);
    const auto* other = now == news.end() ? changed_into(identity, olds, news) : nullptr;
    if (other == nullptr) {
      note_if_broken(each, each.executor, now == news.end() ? nullptr : now->second, made);
    } else if (comparable(each)) {
      made.changed.push_back({&each, differences_in_work(identity, *other)});
    }
  }
  const double alpha = std::min(comparison_alpha(before.plan, 1), comparison_alpha(after.plan, 1));
  for (const auto figure : made.figures) measure(made, figure, alpha, unpaired);
  return made;
}

report_comparison compare_executors(const report& result, const std::vector<executor_pair>& pairs,
                                    const std::vector<compared_figure>& further) {
  report_comparison made{
      .before = &result, .after = &result, .figures = figures_of(result.plan, further), .paired = true};
  for (const auto& group : results_of(result))
    for (const auto& pair : pairs) {
      const auto* before = find_cell(group, pair.before);
      const auto* after = find_cell(group, pair.after);
      if (before == nullptr) continue;
      note_if_broken(*before->cell, pair.after, after == nullptr ? nullptr : after->cell, made);
      if (after != nullptr) {
        add_pair(*before->cell, *after->cell, made);
      } else {
        made.left_out.push_back({before->cell, fmt::format("nothing under {} to compare with", pair.after)});
      }
    }
  for (const auto figure : made.figures) measure(made, figure, comparison_alpha(result.plan, 1), paired);
  return made;
}

std::vector<executor_pair> worker_pairs(const report& result, const std::string& before,
                                        const std::string& after) {
  auto names = result.plan.executors;  // including executors whose cells are gone
  const auto known = [&](const std::string& name) { return std::ranges::find(names, name) != names.end(); };
  for (const auto& name : executors_of(results_of(result)))
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
