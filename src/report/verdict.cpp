// The winner against the reference, then against everyone else.
#include "report/verdict.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/speedups.hpp"
#include "report/format.hpp"

namespace concbench {
namespace {

bool nearer(const advantage& a, const advantage& b) {
  return a.factor.ratio < b.factor.ratio;
}

/// "thread-pool (1.01× [0.99, 1.03])".
std::string against_text(const advantage& of, const text_style& style) {
  return fmt::format("{} ({})", of.over->of->executor, format_speedup(of.factor, style));
}

/// The nearest rivals, and how many more there are.
template <class Text>
std::string joined(const std::vector<advantage>& all, Text text, const text_style& style) {
  constexpr std::size_t most_named = 3;
  std::vector<std::string> texts;
  for (const auto& each : all)
    if (texts.size() < most_named) texts.push_back(text(each, style));
  if (all.size() > most_named) texts.push_back(fmt::format("{} more", all.size() - most_named));
  return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace

bool advantage::seen() const {
  constexpr double least = 1.1;
  const double p_where_all_agree = 2 * std::pow(0.5, static_cast<double>(factor.rounds));
  return !factor.range && factor.ratio >= least && factor.p <= p_where_all_agree * (1 + 1e-9);
}

std::optional<verdict> verdict_of(const scenario_results& group, const plan& asked) {
  const auto winner = std::ranges::find_if(group.cells, &cell_result::fastest);
  if (winner == group.cells.end()) return {};
  const auto* reference = group.reference();
  std::vector<const cell*> cells;
  std::vector<const cell_result*> others;  // neither the winner nor the reference
  for (const auto& each : group.cells) {
    cells.push_back(each.of);
    if (comparable(*each.of) && &each != &*winner && &each != reference) others.push_back(&each);
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
    if (const auto factor = speedup_of(*winner->of, *over->of, alpha))
      side_of(*factor).push_back({over, *factor});
  };
  const auto rivals = others.size() + 1;  // with the winner: any of them might have won
  const auto pairs = rivals * (rivals - 1) / 2;
  const double over_reference = speedup_alpha(cells, asked);
  for (const auto* each : others)
    compare(each, winner->reference ? over_reference : comparison_alpha(asked, pairs));
  if (!winner->reference) compare(reference, over_reference);
  for (auto* side : {&found.resolved, &found.alike, &found.unresolved, &found.reversed})
    std::ranges::stable_sort(*side, nearer);
  return found;
}

std::string verdict_text(const verdict& of, const text_style& style) {
  const auto& name = of.winner->of->executor;
  const auto* figure = of.open_loop ? "p99" : "time";
  std::vector<advantage> judged;  // there are intervals, and they hold 1
  std::vector<advantage> clear;
  std::vector<advantage> close;
  for (const auto& each : of.unresolved)
    (each.factor.range ? judged : each.seen() ? clear : close).push_back(each);
  const auto about = [&](const advantage& each, const text_style&) {
    return fmt::format("about {} {} {} than {}", format_about(each.factor.ratio, style),
                       of.open_loop ? "lower" : "less", figure, each.over->of->executor);
  };
  const auto over = [&](const advantage& each, const text_style&) {
    return fmt::format("{} {} {}", format_speedup(each.factor, style), of.open_loop ? "lower than" : "over",
                       each.over->of->executor);
  };
  const auto executor = [](const advantage& each, const text_style&) { return each.over->of->executor; };

  std::string text = of.open_loop ? "lowest p99: " : "fastest: ";
  bool told_close = false;
  bool told_judged = false;
  if (!of.reversed.empty()) {
    text += fmt::format("not resolved: {} has the {} median {}, yet is {} round by round than {}", name,
                        of.open_loop ? "lowest" : "least", figure, of.open_loop ? "higher" : "slower",
                        joined(of.reversed, against_text, style));
  } else if (!of.resolved.empty() || !clear.empty()) {
    text += name;
  } else if (!of.alike.empty()) {
    text += fmt::format("{}, {} are the same within 0.5 %", name, joined(of.alike, executor, style));
  } else if (judged.empty()) {
    text += fmt::format("cannot be told apart: {}, {}", name, joined(close, executor, style));
    told_close = true;
  } else {
    text += fmt::format("not resolved: {} against {}", name, joined(judged, against_text, style));
    told_judged = true;
  }
  if (!of.resolved.empty()) text += ", " + joined(of.resolved, over, style);
  if (!clear.empty()) text += ", " + joined(clear, about, style);
  if (!of.alike.empty() && (!of.reversed.empty() || !of.resolved.empty() || !clear.empty()))
    text += fmt::format("; the same within 0.5 %: {}", joined(of.alike, executor, style));
  if (!judged.empty() && !told_judged)
    text += fmt::format("; not resolved against {}", joined(judged, against_text, style));
  if (!close.empty() && !told_close)
    text += fmt::format("; cannot be told apart from {}", joined(close, executor, style));
  if (!clear.empty() || !close.empty()) {
    const auto rounds = (clear.empty() ? close : clear).front().factor.rounds;
    const bool others = !of.resolved.empty() || !of.alike.empty() || !of.reversed.empty() || !judged.empty();
    text += rounds == 1 ? "; one round, so no interval"
                        : fmt::format("; {} rounds are too few for {}", rounds,
                                      others ? "the other intervals" : "an interval");
  }
  return text;
}

std::size_t rounds_needed(const scenario_results& group, const plan& asked) {
  std::size_t needed = 0;
  const auto look_at = [&](const analysis::paired_speedup& factor) {
    if (!factor.range) needed = std::max(needed, factor.rounds_needed);
  };
  for (const auto& each : group.cells)
    if (each.speedup && !each.reference) look_at(*each.speedup);
  if (const auto verdict = verdict_of(group, asked))
    for (const auto& each : verdict->unresolved) look_at(each.factor);
  return needed;
}

std::string more_rounds_text(const plan& asked, std::size_t rounds) {
  if (asked.budget_ns > 0) return "a longer --budget";
  if (asked.precision > 0) return "a narrower --precision";
  return fmt::format("-r {}", rounds);
}

}  // namespace concbench
