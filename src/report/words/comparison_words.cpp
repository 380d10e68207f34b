// Ratios, directions, and what weakens them, in words.
#include "report/words/comparison_words.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/figures/compared_figures.hpp"
#include "report/figures/results.hpp"
#include "report/words/comparability.hpp"
#include "report/words/format.hpp"
#include "system/three_digits.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

bool has_measured(const report_comparison& of, compared_figure what) {
  return std::ranges::find(of.cells, what, &cell_comparison::measured) != of.cells.end();
}

/// With the digits that it takes to see on which side of 1 it is.
std::string apart_from_one(double ratio) {
  auto text = format_change(ratio);
  for (int decimals = 4; ratio != 1 && std::stod(text) == 1 && decimals <= 6; ++decimals)
    text = fmt::format("{:.{}f}", ratio, decimals);
  return text;
}

lines meanings_of(const report_comparison& of) {
  lines all;
  for (const auto each : of.figures) {
    if (each == compared_figure::p99) all.emplace_back("p99 is that of the tasks");
    if (each == compared_figure::cpu) all.emplace_back("CPU is the user and system time of a run");
  }
  if (has_measured(of, compared_figure::memory))
    all.emplace_back("memory + is what the run added to its process");
  if (has_measured(of, compared_figure::peak_memory))
    all.emplace_back(
        "peak memory is that of the whole process, where not all rounds of both say what the run added");
  return all;
}

std::string noise_text(const report_comparison& of) {
  lines known;
  lines unknown;
  for (const auto& [label, floor, from] :
       {std::tuple("old", of.noise_before, of.before), std::tuple("new", of.noise_after, of.after)}) {
    if (floor) {
      known.push_back(
          fmt::format("{} ({}, {} pairs)", format_percent(*floor), label, from->noise.pairs.size()));
    } else {
      unknown.emplace_back(label);
    }
  }
  const auto has = [&](compared_figure figure) {
    return std::ranges::find(of.figures, figure) != of.figures.end();
  };
  lines parts;
  if (!known.empty())
    parts.push_back(fmt::format(
        "intervals{} are widened by the noise floor of each run, how far the times of the same work lay apart over "
        "its rounds: {}{}{}",
        has(compared_figure::cpu) || has(compared_figure::memory) ? " of times" : "", fmt::join(known, ", "),
        has(compared_figure::cpu)
            ? "; those of CPU too, mostly by more than CPU times differ: a run keeps no pairs of these"
            : "",
        has(compared_figure::memory) ? "; those of memory are not: it does not follow the machine's pace"
                                     : ""));
  if (!unknown.empty())
    parts.push_back(fmt::format(
        "{} a noise floor, so that a difference between two runs may be taken for a change: runs of 6 rounds or more "
        "record one",
        unknown.size() == 2 ? "neither report has"
                            : fmt::format("the {} report does not have", unknown.front())));
  return fmt::format(
      "{}{}", fmt::join(parts, "; "),
      known.empty() ? "" : ". The momentary noise in doctor is another figure, and mostly smaller");
}

}  // namespace

bool has_several_figures(const report_comparison& comparison) {
  return comparison.figures.size() > 1;
}

const std::string& old_name(const report_names& names) {
  return names.old_side.empty() ? names.before : names.old_side;
}

const std::string& new_name(const report_names& names) {
  return names.new_side.empty() ? names.after : names.new_side;
}

std::string direction_text(const report_names& names) {
  return fmt::format("old: {}, new: {}{}", old_name(names), new_name(names),
                     names.guessed ? " (a guess: --old NAME or --new NAME says which is which)" : "");
}

std::string figure_title(std::string_view side, const report_comparison& comparison) {
  if (comparison.after->plan.rate == 0 || has_several_figures(comparison)) return std::string(side);
  return fmt::format("{} {}", side, time_name(comparison.after->plan));
}

std::string figure_text(const cell_comparison& comparison) {
  if (comparison.measured == compared_figure::peak_memory) return "peak memory";
  return comparison.measured == compared_figure::memory ? "memory +"
                                                        : std::string(title_of(comparison.figure));
}

std::string format_change(double ratio) {
  return ratio >= 0.1 && ratio < 9.9995 ? fmt::format("{:.3f}", ratio) : fmt::format("{:.3g}", ratio);
}

std::string ratio_text(const cell_comparison& comparison) {
  const bool resolved = comparison.verdict() == change::faster || comparison.verdict() == change::slower;
  return (resolved ? apart_from_one(comparison.ratio) : format_change(comparison.ratio)) + "×";
}

std::string counts_text(const report_comparison& comparison) {
  if (comparison.cells.empty()) return "nothing to compare";
  lines figures;
  for (const auto figure : comparison.figures) {
    lines parts;
    for (const auto verdict : {change::faster, change::slower, change::same, change::not_resolved})
      if (const auto count = comparison.count(verdict, figure); count > 0)
        parts.push_back(fmt::format("{} {}", count, change_text(verdict, figure)));
    if (parts.empty()) continue;
    figures.push_back(
        fmt::format("{}{}", has_several_figures(comparison) ? fmt::format("{}: ", title_of(figure)) : "",
                    fmt::join(parts, ", ")));
  }
  return fmt::format("{}", fmt::join(figures, "; "));
}

std::string range_text(const cell_comparison& comparison) {
  if (comparison.range)
    return fmt::format("[{}, {}]", apart_from_one(comparison.range->low),
                       apart_from_one(comparison.range->high));
  return fmt::format("needs ≥ {} rounds", comparison.rounds_needed);
}

std::string comparison_name(const cell_comparison& comparison) {
  const auto without_worker = [](const std::string& name) { return name.substr(name.find(':') + 1); };
  auto name = without_worker(comparison.after->executor);
  if (name == without_worker(comparison.before->executor)) return name;
  return fmt::format("{} / {}", comparison.after->executor, comparison.before->executor);
}

std::vector<std::string> comparison_remarks(const report_comparison& comparison) {
  lines all{fmt::format(
      "new/old is the ratio of {}{}: above 1× is slower{}. A verdict needs an interval without 1; {}",
      comparison.after->plan.searches_rate() ? "the times between two starts at the highest rates"
      : comparison.after->plan.rate > 0 && !has_several_figures(comparison)
          ? fmt::format("their {} from when tasks were due, at {}", time_name(comparison.after->plan),
                        rate_text(comparison.after->plan.rate))
      : has_several_figures(comparison) ? "the two figures of a row"
                                        : "their times",
      comparison.paired
          ? ", the median of those of each round, and not the ratio of the medians beside it"
          : ", the middle of those of all pairs of an old and a new round (Hodges–Lehmann), and not the ratio of the "
            "medians beside it",
      has_several_figures(comparison) ? " or more" : "",
      fmt::format(
          "{} hold at 95 % ({}, Holm)",
          has_several_figures(comparison) ? "all verdicts on a figure together" : "all verdicts together",
          comparison.paired ? "paired by round: sign tests" : "rank sums"))};
  if (const auto meanings = meanings_of(comparison); has_several_figures(comparison) && !meanings.empty())
    all.push_back(fmt::format("{}; above 1× is more", fmt::join(meanings, ", ")));
  if (std::ranges::any_of(comparison.cells, [](const auto& each) { return each.verdict() == change::same; }))
    all.push_back(fmt::format("the same: the whole interval lies within {} of 1", format_percent(same_band)));
  if (comparison.paired) {
    all.emplace_back(
        "all cells here are one group, and the more there are, the wider are their intervals; the output of run has other "
        "groups, and so other intervals for the same two executors");
    return all;
  }
  all.push_back(noise_text(comparison));
  const auto add = [&](std::string_view what, const lines& differences) {
    if (!differences.empty()) all.push_back(fmt::format("{}: {}", what, fmt::join(differences, "; ")));
  };
  add("different machines", machine_differences(*comparison.before, *comparison.after));
  add("different plans", plan_differences(*comparison.before, *comparison.after));
  add("also different", notable_differences(*comparison.before, *comparison.after));
  add("a task's memory depends on these", memory_differences(*comparison.before, *comparison.after));
  return all;
}

std::vector<std::string> changed_texts(const report_comparison& comparison) {
  lines all;
  for (const auto& each : comparison.changed)
    all.push_back(fmt::format("{}/{} did other work in the new report{}: {}", each.before->scenario,
                              each.before->executor, comparison.accepts_changed ? ", and is left out" : "",
                              each.how));
  return all;
}

std::vector<std::string> broken_texts(const report_comparison& comparison) {
  lines all;
  for (const auto& each : comparison.broken) {
    const auto& was = *each.before;
    all.push_back(comparison.paired ? fmt::format("{}/{} is not ok, as {} is: {}", was.scenario,
                                                  each.executor, was.executor, each.now)
                                    : fmt::format("{}/{} was ok, and is no longer: {}", was.scenario,
                                                  each.executor, each.now));
  }
  return all;
}

std::vector<std::string> left_out_texts(const report_comparison& comparison) {
  std::vector<std::pair<std::string, lines>> reasons;
  for (const auto& [cell, why, figure] : comparison.left_out) {
    auto known = std::ranges::find(reasons, why, &std::pair<std::string, lines>::first);
    if (known == reasons.end()) known = reasons.insert(known, {why, {}});
    known->second.push_back(fmt::format("{}/{}", cell->scenario, cell->executor));
  }
  lines all;
  for (const auto& [why, cells] : reasons) all.push_back(fmt::format("{}: {}", why, fmt::join(cells, ", ")));
  return all;
}

std::string change_text(change value, compared_figure figure) {
  const bool amount = figure == compared_figure::cpu || figure == compared_figure::memory;
  switch (value) {
    case change::faster:
      return amount ? "less" : "faster";
    case change::slower:
      return amount ? "more" : "slower";
    case change::same:
      return "the same";
    case change::not_resolved:
      break;
  }
  return "not resolved";
}

std::string change_text(const cell_comparison& comparison) {
  return change_text(comparison.verdict(), comparison.figure);
}

std::string format_value(double value, compared_figure figure, const plan& asked) {
  if (asked.searches_rate() && figure == compared_figure::run) return rate_text(three_digits(1e9 / value));
  return figure == compared_figure::memory ? format_bytes(value) : format_time(value);
}

}  // namespace concbench
