// The winner against the reference, then against everyone else.
#include "report/verdict.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/speedups.hpp"
#include "report/format.hpp"

namespace concbench {
namespace {

bool nearer(const advantage& a, const advantage& b) {
  return a.factor.ratio < b.factor.ratio;
}

/// "31.5× [30.2, 33.0] over sequential".
std::string over_text(const advantage& of, const text_style& style) {
  return fmt::format("{} over {}", format_speedup(of.factor, style), of.over->of->executor);
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

  verdict found{&*winner, {}, {}, {}};
  // The median time chose the winner; only an interval wholly above 1 says that it did win.
  const auto side_of = [&](const analysis::paired_speedup& factor) -> std::vector<advantage>& {
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
  for (auto* side : {&found.resolved, &found.unresolved, &found.reversed})
    std::ranges::stable_sort(*side, nearer);
  return found;
}

std::string verdict_text(const verdict& of, const text_style& style) {
  const auto& name = of.winner->of->executor;
  std::size_t needed = 0;  // rounds, for the intervals that are missing
  for (const auto& each : of.unresolved)
    if (!each.factor.range) needed = std::max(needed, each.factor.rounds_needed);
  std::string text = "fastest: ";
  if (needed > 0) {
    text += fmt::format("not resolved: needs {} {} rounds; {} has the least time", signs(style).at_least,
                        needed, name);
  } else if (!of.reversed.empty()) {
    text += fmt::format("not resolved: {} has the least median time, yet is slower round by round than {}",
                        name, joined(of.reversed, against_text, style));
  } else if (of.resolved.empty()) {
    text += fmt::format("not resolved: {} against {}", name, joined(of.unresolved, against_text, style));
  } else {
    text += name;
  }
  if (!of.resolved.empty()) text += ", " + joined(of.resolved, over_text, style);
  const bool open = !of.resolved.empty() || !of.reversed.empty();
  if (open && !of.unresolved.empty() && needed == 0)
    text += fmt::format("; not resolved against {}", joined(of.unresolved, against_text, style));
  return text;
}

}  // namespace concbench
