// The text output from top to bottom.
#include "report/terminal/text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/figures/results.hpp"
#include "report/figures/sweep_results.hpp"
#include "report/figures/verdict.hpp"
#include "report/pages/scenario_text.hpp"
#include "report/pages/sweep_text.hpp"
#include "report/terminal/display_text.hpp"
#include "report/terminal/summary_matrix.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/text_header.hpp"
#include "report/words/warnings.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

lines render_summary(const std::vector<scenario_results>& results, const text_style& style) {
  std::vector<matrix_row> rows;
  for (const auto& group : results) rows.push_back({group.first().scenario, &group});
  lines all{"", paint(fmt::format("{}summary", signs(style).rule), ink::strong, style)};
  append(all, render_matrix("scenario", rows, time_figure(style), style));
  return all;
}

/// What the signs and columns of this very report mean.
lines render_legend(const report& result, const split_results& results, const lines& left_out,
                    const text_style& style) {
  bool intervals = false;
  bool over_baseline = false;
  std::size_t needed = 0;  // rounds, for the intervals that are missing
  bool failures = false;
  const auto failed_in_part = [](const cell_result& each) {
    return each.figures && each.of->status != status::ok;
  };
  for (const auto& along : results.swept)
    for (const auto& row : along.rows) failures |= std::ranges::any_of(row.results.cells, failed_in_part);
  for (const auto& group : results.alone) {
    needed = std::max(needed, rounds_needed(group, result.plan));
    for (const auto& each : group.cells) {
      const bool compared = each.speedup && !each.reference;
      over_baseline |= compared && group.reference()->of->executor == result.plan.baseline;
      intervals |= compared && each.speedup->range;
      failures |= failed_in_part(each);
    }
  }
  const auto is_left_out = [&](std::string_view title) {
    return std::ranges::find(left_out, title) != left_out.end();
  };
  std::vector<std::string> facts;
  if (result.plan.rounds > 1) facts.emplace_back("figures are medians");
  if (auto used = used_time(result); !used.empty()) facts.push_back(std::move(used));
  if (over_baseline && result.plan.rate == 0 &&
      !is_left_out("speedup"))  // a scenario whose speedups are over another one says so
    facts.push_back(fmt::format("speedups are over {}, round by round", result.plan.baseline));
  if (result.plan.rate > 0) {
    facts.emplace_back("p50, p99, p99.9: from when a task was due");
    facts.emplace_back("once started: from when it began");
    if (over_baseline && !is_left_out("p99 lower"))
      facts.push_back(fmt::format("p99 lower: how many times lower than of {}", result.plan.baseline));
  }
  if (auto few = few_tasks_text(results.alone, result.plan, left_out); !few.empty())
    facts.push_back(std::move(few));
  if (needed > 0)
    facts.push_back(fmt::format("? too few rounds for an interval; with {} ({}) every comparison has one",
                                counted(needed, "round"), more_rounds_text(result.plan, needed)));
  if (results.alone.size() > 1 || !results.swept.empty())
    facts.push_back(fmt::format("* the {}, or not told apart from it",
                                result.plan.rate > 0 ? "lowest p99" : "least time"));
  if (failures) facts.emplace_back("! failed in part, or saturated");
  for (auto& each : column_meanings(results.alone, result.plan, left_out, style))
    facts.push_back(std::move(each));
  const auto fits = [&](const std::string& fact) { return display_width(fact) <= style.width; };
  // Not std::ranges::stable_partition, whose subrange clang 14 cannot compile.
  const auto first_long = std::stable_partition(facts.begin(), facts.end(), fits);
  const lines long_facts(first_long, facts.end());
  facts.erase(first_long, facts.end());
  auto texts = join_facts(facts, 0, style);
  for (const auto& each : long_facts) append(texts, wrap(each, 2, style));
  if (intervals) append(texts, wrap(families_text(result.plan), 2, style));
  if (!left_out.empty())
    append(texts, wrap(fmt::format("left out at this width: {}", fmt::join(left_out, ", ")), 2, style));
  lines all{""};
  for (const auto& line : texts) all.push_back(paint(line, ink::dim, style));
  return all;
}

/// "14 of 16 cells are ok; 1 failed, 1 crashed"; nothing when all are.
lines render_verdict(const report& result, const text_style& style) {
  std::vector<std::pair<std::string, std::size_t>> states;  // in the order in which they turn up
  for (const auto& each : result.cells) {
    auto known = std::ranges::find(states, state_of(each), &std::pair<std::string, std::size_t>::first);
    if (known == states.end()) known = states.insert(known, {state_of(each), 0});
    ++known->second;
  }
  std::size_t good = 0;
  lines others;
  for (const auto& [state, count] : states) {
    if (state == to_string(status::ok)) {
      good = count;
    } else {
      others.push_back(fmt::format("{} {}", count, state));
    }
  }
  if (others.empty()) return {};
  return wrap(fmt::format("{} {} ok; {}", counted_part(good, result.cells.size(), "cell"),
                          agreeing(good, "is", "are"), fmt::join(others, ", ")),
              2, style);
}

/// "times spread by 10 % or more (3 cells)".
std::string summary_of(const warning& each) {
  if (each.where.empty()) return fmt::format("the machine's {}", each.name);
  return fmt::format("{} ({})", each.what, counted(each.where.size(), "cell"));
}

/// All of them in one line, or with `verbose` one by one. What is said of missing intervals stands in the
/// legend.
lines render_warnings(const report& from, const std::vector<scenario_results>& results, bool verbose,
                      const text_style& style) {
  auto warnings = warnings_of(from, results, style);
  std::erase_if(warnings, [](const warning& each) { return each.kind == weakness::too_few_rounds; });
  if (warnings.empty()) return {};
  lines all;
  if (verbose) {
    for (const auto& each : warnings)
      append(all, wrap(paint("warning:", ink::strong, style) + " " + shown(to_line(each), style), 2, style));
    return all;
  }
  lines kinds;
  for (const auto& each : warnings) kinds.push_back(shown(summary_of(each), style));
  return wrap(fmt::format("{} {}; --verbose says where, and what to try",
                          paint("weak figures:", ink::strong, style), fmt::join(kinds, ", ")),
              2, style);
}

/// Takes what an interrupted run has no counted sample of off `results`, and returns its names.
lines take_unmeasured(std::vector<scenario_results>& results, const lines& given) {
  lines names;
  std::erase_if(results, [&](const scenario_results& group) {
    const auto& scenario = group.first().scenario;
    const bool unmeasured =
        std::ranges::find(given, scenario) == given.end() &&
        std::ranges::all_of(group.cells, [](const cell_result& each) { return each.of->samples.empty(); });
    if (unmeasured) names.push_back(scenario + group.point());
    return unmeasured;
  });
  return names;
}

/// The sections of those scenarios that are `wanted`, in the order of the report.
lines render_sections(const split_results& results, const plan& asked, const scenario_tables& tables,
                      auto&& wanted, const text_style& style) {
  lines all;
  for (const auto& group : results.alone)
    if (wanted(group.first().scenario)) append(all, render_scenario(group, asked, tables, style));
  for (const auto& along : results.swept)
    if (wanted(along.first().scenario)) append(all, render_sweep(along, asked, style));
  return all;
}

void add_new(lines& to, const lines& more) {
  for (const auto& each : more)
    if (std::ranges::find(to, each) == to.end()) to.push_back(each);
}

}  // namespace

std::string growing_text::scenario(const report& now, std::string_view name, const text_style& style) {
  const auto split = split_sweeps(results_of(now));
  const scenario_tables tables(split.alone, now.plan, style);
  auto all = given_.empty() ? render_header(now, style) : lines{};
  append(all, render_sections(
                  split, now.plan, tables, [&](const std::string& each) { return each == name; }, style));
  given_.emplace_back(name);
  add_new(left_out_, tables.left_out());
  return joined(all);
}

std::string growing_text::rest(const report& result, const text_style& style) {
  const auto is_given = [&](const std::string& name) {
    return std::ranges::find(given_, name) != given_.end();
  };
  auto results = results_of(result);
  const auto unmeasured = result.plan.interrupted ? take_unmeasured(results, given_) : lines{};
  auto all = given_.empty() ? render_header(result, style) : lines{};
  if (!given_.empty() && result.plan.interrupted) all.emplace_back();
  append(all, render_interruption(result, style));
  if (!unmeasured.empty())
    append(all, wrap(shown(fmt::format("no counted sample yet: {}", fmt::join(unmeasured, ", ")), style), 2,
                     style));
  if (results.empty() && !unmeasured.empty()) return joined(all);
  const auto split = split_sweeps(results);
  const scenario_tables tables(split.alone, result.plan, style);
  const auto sections = render_sections(
      split, result.plan, tables, [&](const std::string& each) { return !is_given(each); }, style);
  if (!sections.empty() || given_.empty()) add_new(left_out_, tables.left_out());
  append(all, sections);
  if (split.alone.size() > 1) append(all, render_summary(split.alone, style));
  append(all, render_legend(result, split, left_out_, style));
  const auto verdict = render_verdict(result, style);
  const auto warnings = render_warnings(result, results, verbose_, style);
  if (!verdict.empty() || !warnings.empty()) all.emplace_back();
  append(all, verdict);
  append(all, warnings);
  return joined(all);
}

std::string render_text(const report& result, const text_style& style, bool verbose) {
  return growing_text(verbose).rest(result, style);
}

}  // namespace concbench
