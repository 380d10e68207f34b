// Rates of the rounds in order, and the ends of the range.
#include "report/words/search_words.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/rate_search.hpp"
#include "core/speedups.hpp"
#include "report/words/format.hpp"
#include "system/counted.hpp"
#include "system/three_digits.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

using found_rates = std::vector<const found_rate*>;

bool hit_the_top(const found_rate& found) {
  return found.stop == rate_stop::nothing && !found.none_sustained;
}

/// Of all rounds that count, the lowest first. Of equal rates, one that nothing stopped is the higher one.
found_rates rates_of(const cell& of) {
  found_rates rates;
  for (const auto* taken : counted_samples(of))
    if (taken->found) rates.push_back(&*taken->found);
  std::ranges::sort(
      rates, {}, [](const found_rate* each) { return std::pair(compared_rate(*each), hit_the_top(*each)); });
  return rates;
}

/// An end of an interval, which is the rate of a round, in the reciprocal by which rates are compared.
std::string bound_text(double compared_ns, const found_rates& rates) {
  const auto same = [&](const found_rate* each) { return 1e9 / compared_rate(*each) == compared_ns; };
  const auto found = std::ranges::find_if(rates, same);
  if (found == rates.end()) return fmt::format("{:.10g}", three_digits(1e9 / compared_ns));
  if ((*found)->none_sustained) return fmt::format("<{:.10g}", (*found)->rate);
  return fmt::format("{}{:.10g}", hit_the_top(**found) ? "≥" : "", (*found)->rate);
}

}  // namespace

std::string highest_rate_text(const cell& of) {
  const auto rates = rates_of(of);
  if (rates.empty()) return std::string(no_figure);
  const auto& lower = *rates[(rates.size() - 1) / 2];
  const auto& upper = *rates[rates.size() / 2];
  if (lower.none_sustained) return "below " + rate_text(lower.rate);
  if (hit_the_top(lower)) return "at least " + rate_text(lower.rate);
  return rate_text(three_digits((lower.rate + upper.rate) / 2));
}

std::string rate_interval_text(const cell& of) {
  const auto range = interval_of_median(of, compared_figure::run);
  if (!range) return std::string(no_figure);
  const auto rates = rates_of(of);
  return fmt::format("[{}, {}]", bound_text(range->high, rates), bound_text(range->low, rates));
}

std::string stop_text(const cell& of) {
  const auto rates = rates_of(of);
  if (rates.empty()) return std::string(no_figure);
  // Of an even number of rounds the rate shown lies between two; the upper one was stopped above it.
  const auto& lower = *rates[(rates.size() - 1) / 2];
  const auto& upper = *rates[rates.size() / 2];
  const auto& middle = lower.none_sustained || upper.stop == rate_stop::nothing ? lower : upper;
  switch (middle.stop) {
    case rate_stop::late_starts:
      return "late starts at " + rate_text(middle.stopped_at);
    case rate_stop::latency:
      return fmt::format("latency {} at {}", format_time(static_cast<double>(middle.stopped_ns)),
                         rate_text(middle.stopped_at));
    case rate_stop::errors:
      return "errors at " + rate_text(middle.stopped_at);
    case rate_stop::nothing:
      break;
  }
  return "nothing";
}

std::vector<remark> hit_ends_of(const scenario_results& group, const plan& asked) {
  std::vector<remark> remarks;
  for (const auto& each : group.cells) {
    const auto rates = rates_of(*each.cell);
    const auto in_rounds = [&](std::ptrdiff_t count) {
      return counted_part(static_cast<std::uint64_t>(count), rates.size(), "round");
    };
    const auto below = std::ranges::count_if(rates, &found_rate::none_sustained);
    if (below > 0 && each.cell->status == status::ok)  // a saturated cell has it as its reason
      remarks.push_back(
          {{each.cell->executor},
           fmt::format("did not sustain even {} in {}: a range that begins lower finds its rate",
                       rate_text(asked.rate), in_rounds(below))});
    const auto above =
        std::ranges::count_if(rates, [](const found_rate* found) { return hit_the_top(*found); });
    if (above > 0)
      remarks.push_back(
          {{each.cell->executor},
           fmt::format("sustained {}, where the range ends, in {}: it may sustain more, and a range "
                       "that ends higher shows it",
                       rate_text(asked.highest_rate), in_rounds(above))});
  }
  return remarks;
}

}  // namespace concbench
