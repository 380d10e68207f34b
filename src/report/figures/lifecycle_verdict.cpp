// The same comparisons twice.
#include "report/figures/lifecycle_verdict.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/speedups.hpp"
#include "report/words/format.hpp"

namespace concbench {
namespace {

/// Of the time: what is less is no reason to choose another executor.
constexpr double least_part = 0.1;

constexpr std::size_t most_sentences = 4;

/// How many times faster the slower one is.
analysis::paired_speedup turned_round(analysis::paired_speedup of) {
  of.ratio = 1 / of.ratio;
  if (of.range) of.range = {1 / of.range->high, 1 / of.range->low};
  return of;
}

/// 1: the candidate is the faster one, -1: it is the slower one, 0: nobody knows, or it is not worth a word.
int order_of(const analysis::paired_speedup& factor) {
  if (!factor.resolved() || factor.alike()) return 0;
  return factor.range->low > 1 ? 1 : -1;
}

void judge(const cell_result& candidate, const cell_result& other, double alpha, lifecycle_verdict& into) {
  const auto alone = speedup_of(*candidate.of, *other.of, alpha);
  const auto whole = speedup_of(*candidate.of, *other.of, alpha, compared_figure::run_and_lifecycle);
  if (!alone || !whole) return;
  const int before = order_of(*alone);
  const int after = order_of(*whole);
  if (before == after) return;
  const bool ahead = (after == 0 ? before : after) > 0;
  auto& list = after == 0 ? into.lost : into.changed;
  list.push_back(
      {ahead ? &candidate : &other, ahead ? &other : &candidate, ahead ? *whole : turned_round(*whole)});
}

std::vector<std::string> cut_to(std::vector<std::string> texts) {
  if (texts.size() <= most_sentences) return texts;
  const auto more = texts.size() - most_sentences;
  texts.resize(most_sentences);
  texts.push_back(fmt::format("{} more", more));
  return texts;
}

}  // namespace

std::optional<lifecycle_verdict> lifecycle_verdict_of(const scenario_results& group, const plan& asked) {
  if (asked.rate > 0) return {};
  std::vector<const cell*> cells;
  std::vector<const cell_result*> rivals;
  for (const auto& each : group.cells) {
    cells.push_back(each.of);
    if (comparable(*each.of)) rivals.push_back(&each);
  }
  lifecycle_verdict found;
  for (const auto* each : rivals)
    if (each->figures->lifecycle_ns > (1 + least_part) * each->figures->wall_ns)
      found.long_ones.push_back(each);
  const auto* reference = group.reference();
  const auto winner = std::ranges::find_if(group.cells, &cell_result::fastest);
  if (reference == nullptr || winner == group.cells.end())
    return found.long_ones.empty() ? std::nullopt : std::optional(found);

  const auto others = rivals.size() - (winner->reference ? 0 : 1);
  const double over_winner =
      winner->reference ? speedup_alpha(cells, asked) : comparison_alpha(asked, others * (others - 1) / 2);
  for (const auto* each : rivals) {
    if (each != reference) judge(*each, *reference, speedup_alpha(cells, asked), found);
    if (!winner->reference && each != reference && each != &*winner)
      judge(*winner, *each, over_winner, found);
  }
  if (found.long_ones.empty() && found.changed.empty() && found.lost.empty()) return {};
  return found;
}

std::string lifecycle_verdict_text(const lifecycle_verdict& of, const text_style& style) {
  // Whoever a change of order is about is named with its time, however small the part is.
  auto timed = of.long_ones;
  const auto add = [&](const cell_result* each) {
    if (std::ranges::find(timed, each) == timed.end()) timed.push_back(each);
  };
  for (const auto* list : {&of.changed, &of.lost})
    for (const auto& each : *list)
      if (std::ranges::none_of(timed, [&](const auto* c) { return c == each.faster || c == each.slower; })) {
        add(each.faster);
        add(each.slower);
      }
  std::vector<std::string> times;
  for (const auto* each : timed)
    times.push_back(
        fmt::format("{} takes {}", each->of->executor, format_time(each->figures->lifecycle_ns, style)));
  std::vector<std::string> orders;
  for (const auto& [faster, slower, factor] : of.changed)
    orders.push_back(fmt::format("{} is {} over {}", faster->of->executor, format_speedup(factor, style),
                                 slower->of->executor));
  for (const auto& [faster, slower, factor] : of.lost)
    orders.push_back(fmt::format("{} and {} are not told apart", faster->of->executor, slower->of->executor));
  const auto then = orders.empty() ? "" : fmt::format("; then {}", fmt::join(cut_to(orders), ", "));
  return fmt::format(
      "with start and stop {}{}. The time in the table is that of an executor that is already up, such as a pool that "
      "stays",
      fmt::join(cut_to(times), ", "), then);
}

}  // namespace concbench
