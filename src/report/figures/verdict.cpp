// The winner against the reference, then against everyone else.
#include "report/figures/verdict.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/speedups.hpp"
#include "report/words/format.hpp"

namespace concbench {
namespace {

bool nearer(const advantage& a, const advantage& b) {
  return a.factor.ratio < b.factor.ratio;
}

/// Differences below a tenth, as the whole interval says, are read as a part of the time: "1.00×" would say that there is
/// none.
constexpr double least_factor = 1.1;

/// Speedups that lie no further apart are a tie: see paired_speedup::alike.
constexpr double most_alike = 1.005;

/// What no machine's noise comes to: the widest noise floor that was met, beside other work that filled it, is 118 %.
constexpr double beyond_noise = 3;

/// Whether it can be seen, though the rounds are too few for an interval. A p99 of few rounds cannot: three of 2.5×
/// were followed by fourteen that said the opposite.
bool is_seen(const analysis::paired_speedup& factor, const plan& asked) {
  const double p_where_all_agree = 2 * std::pow(0.5, static_cast<double>(factor.rounds));
  return asked.rate == 0 && !factor.range && factor.ratio >= beyond_noise &&
         factor.p <= p_where_all_agree * (1 + 1e-9);
}

/// Of the speedup over the reference, as the table shows it; 1 of the reference itself.
std::optional<analysis::interval> range_of(const cell_result& of) {
  if (of.reference) return analysis::interval{1, 1};
  return of.speedup ? of.speedup->range : std::nullopt;
}

/// Who beats `slow` by the speedups over the reference, which hold together: the reference before others. Null: nobody, or
/// only by what counts as the same (see paired_speedup::alike).
const cell_result* faster_than(const cell_result& slow, const scenario_results& in) {
  const auto range = range_of(slow);
  if (!range) return nullptr;
  const auto beats = [&](const cell_result& each) {
    const auto other = range_of(each);
    return other && other->low > most_alike * range->high;
  };
  if (const auto* reference = in.reference(); reference != nullptr && beats(*reference)) return reference;
  const auto found = std::ranges::find_if(in.cells, beats);
  return found == in.cells.end() ? nullptr : &*found;
}

/// Takes out of `from` whom another than the winner beats.
void set_behind_aside(std::vector<advantage>& from, const scenario_results& in, std::vector<set_aside>& to) {
  std::erase_if(from, [&](const advantage& each) {
    const auto* faster = faster_than(*each.over, in);
    if (faster != nullptr) to.push_back({each, faster});
    return faster != nullptr;
  });
}

/// The most rounds that any of a scenario's speedups and comparisons without an interval needs for one.
std::size_t rounds_missing(const scenario_results& group, const std::vector<advantage>& unresolved) {
  std::size_t needed = 0;
  const auto look_at = [&](const analysis::paired_speedup& factor) {
    if (!factor.range) needed = std::max(needed, factor.rounds_needed);
  };
  for (const auto& each : group.cells)
    if (each.speedup && !each.reference) look_at(*each.speedup);
  for (const auto& each : unresolved) look_at(each.factor);
  return needed;
}

/// "0.3 %", or of what would be no figure "under 0.01 %".
std::string part_text(double part) {
  constexpr double least = 0.0001;
  return part < least ? "under " + format_percent(least) : format_percent(part);
}

/// "0.3 % less time [0.04 %, 1 %]" of a factor a little above 1, such as 1.003× [1.0004, 1.01].
std::string less_text(const analysis::paired_speedup& factor, std::string_view less) {
  const auto part = [](double of) { return part_text(1 - 1 / of); };
  return fmt::format("{} {} [{}, {}]", part(factor.ratio), less, part(factor.range->low),
                     part(factor.range->high));
}

/// How many times faster the other one is.
analysis::paired_speedup inverse(analysis::paired_speedup of) {
  of.ratio = 1 / of.ratio;
  if (of.range) of.range = {1 / of.range->high, 1 / of.range->low};
  return of;
}

/// "by 1 % [0.5 %, 2 %]" of a factor a little below 1.
std::string more_text(const analysis::paired_speedup& factor) {
  const auto part = [](double of) { return part_text(1 / of - 1); };
  return fmt::format("by {} [{}, {}]", part(factor.ratio), part(factor.range->high), part(factor.range->low));
}

constexpr std::size_t most_named = 3;

/// The nearest rivals, and how many more there are.
template <class Each, class Text>
std::vector<std::string> named(const std::vector<Each>& all, Text text) {
  std::vector<std::string> texts;
  for (const auto& each : all)
    if (texts.size() < most_named) texts.push_back(text(each));
  if (all.size() == most_named + 1) texts.push_back(text(all.back()));
  if (all.size() > most_named + 1) texts.push_back(fmt::format("{} more", all.size() - most_named));
  return texts;
}

template <class Each, class Text>
std::string joined(const std::vector<Each>& all, Text text) {
  return fmt::format("{}", fmt::join(named(all, text), ", "));
}

std::string executor_of(const advantage& each) {
  return each.over->of->executor;
}

/// The parts of a verdict's sentence.
class words {
 public:
  words(const verdict& of, const text_style& style) : of_(of), style_(style) {
    for (const auto& each : of.unresolved) (each.seen ? clear_ : open_).push_back(each);
    tied_ = of.alike;
    tied_.insert(tied_.end(), open_.begin(), open_.end());
  }

  const std::string& winner() const { return of_.winner->of->executor; }
  std::string_view figure() const { return of_.open_loop ? "p99" : "time"; }
  bool has_rivals() const { return !tied_.empty(); }

  /// "coroutines and threads tie", or where not all of them are the same "coroutines, threads or fibers": what is not
  /// resolved need not be equal.
  std::string candidates() const {
    const bool same = tied_.size() == of_.alike.size();
    auto names = named(tied_, executor_of);
    names.insert(names.begin(), winner());
    auto last = names.back();
    names.pop_back();
    if (tied_.size() > most_named + 1 && !same) last = "one of " + last;
    return fmt::format("{} {} {}{}", fmt::join(names, ", "), same ? "and" : "or", last, same ? " tie" : "");
  }

  /// Why there are several. Only the winner was compared with the others: where there are more than two it is its
  /// subject, and each of them is named.
  std::string reasons() const {
    if (tied_.size() == 1 && of_.reversed.empty()) {
      if (!of_.alike.empty()) return "the same within 0.5 %";
      return fmt::format("{} cannot tell them apart{}", rounds_text(open_), bounds_text(open_.front(), true));
    }
    std::vector<std::string> parts;
    if (!of_.alike.empty())
      parts.push_back(
          fmt::format("{} is the same within 0.5 % as {}", winner(), joined(of_.alike, executor_of)));
    if (!open_.empty())
      parts.push_back(fmt::format("{} cannot tell {} from {}", rounds_text(open_), winner(),
                                  joined(open_, [&](const advantage& each) {
                                    return executor_of(each) + bounds_text(each, &each == &open_.front());
                                  })));
    return fmt::format("{}", fmt::join(parts, "; "));
  }

  /// "coroutines (by 1 % [0.5 %, 2 %])".
  std::string reversed() const {
    return joined(of_.reversed, [&](const advantage& each) {
      return fmt::format("{} ({})", executor_of(each),
                         each.factor.range->low > 1 / least_factor
                             ? more_text(each.factor)
                             : "by " + format_speedup(inverse(each.factor), style_));
    });
  }

  /// Whom the winner beats, and by how much.
  std::string better_than() const {
    const auto less = fmt::format("{} {}", of_.open_loop ? "lower" : "less", figure());
    std::vector<std::string> parts;
    if (!of_.resolved.empty())
      parts.push_back(joined(of_.resolved, [&](const advantage& each) {
        if (each.factor.range->high < least_factor)
          return fmt::format("{} than {}", less_text(each.factor, less), executor_of(each));
        return fmt::format("{} {} {}", format_speedup(each.factor, style_),
                           of_.open_loop ? "lower than" : "over", executor_of(each));
      }));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  /// "; coroutines took 1.501 s, sequential 15.00 s", or nothing: the figures themselves where they speak,
  /// and no ratio, which would need an interval.
  std::string seen() const {
    if (clear_.empty()) return "";
    const auto time = [&](const cell_result& of) { return format_time(of.figures->time_ns, style_); };
    return fmt::format("; {} took {}, {}", winner(), time(*of_.winner),
                       joined(clear_, [&](const advantage& each) {
                         return fmt::format("{} {}", executor_of(each), time(*each.over));
                       }));
  }

  /// "; offload is slower than sequential", or nothing.
  std::string behind() const {
    if (of_.behind.empty()) return "";
    return "; " + joined(of_.behind, [&](const set_aside& each) {
             return fmt::format("{} is {} than {}", executor_of(each.compared),
                                of_.open_loop ? "higher" : "slower", each.slower_than->of->executor);
           });
  }

  /// "; an interval needs 7 rounds (-r 7)", or nothing.
  std::string missing_intervals() const {
    if (of_.rounds_needed == 0) return "";
    return fmt::format("; an interval needs {} rounds ({})", of_.rounds_needed, of_.more_rounds);
  }

 private:
  /// "one round", "10 rounds": that these were compared in.
  static std::string rounds_text(const std::vector<advantage>& compared) {
    const auto rounds = compared.front().factor.rounds;
    return rounds == 1 ? "one round" : fmt::format("{} rounds", rounds);
  }

  /// " (0.98× to 1.03×, above 1× coroutines is faster)": between which bounds the factor lies that is not resolved. Nothing
  /// where that is not known. Of several, the first says which way they count.
  std::string bounds_text(const advantage& of, bool says_which_way) const {
    if (!of.factor.range) return "";
    const auto times = signs(style_).times;
    const auto way = says_which_way ? fmt::format(", above 1{} {} is {}", times, winner(),
                                                  of_.open_loop ? "lower" : "faster")
                                    : "";
    return fmt::format(" ({0}{2} to {1}{2}{3})", format_bound(of.factor.range->low),
                       format_bound(of.factor.range->high), times, way);
  }

  const verdict& of_;
  const text_style& style_;
  std::vector<advantage> clear_;  ///< no interval, and a difference that can be seen all the same
  std::vector<advantage> open_;   ///< the others that are not resolved
  std::vector<advantage> tied_;   ///< alike and open: any of them may be as fast, or faster
};

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
      side_of(*factor).push_back({over, *factor, is_seen(*factor, asked)});
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
  found.more_rounds = more_rounds_text(asked, found.rounds_needed);
  return found;
}

bool verdict::has_one_winner() const {
  return alike.empty() && reversed.empty() && std::ranges::all_of(unresolved, &advantage::seen);
}

std::string verdict_text(const verdict& of, const text_style& style) {
  const words say(of, style);
  std::string text = of.open_loop ? "lowest p99: " : "fastest: ";
  if (!of.reversed.empty()) {
    text += fmt::format("not resolved: {} has the {} median {}, yet is {} round by round than {}",
                        say.winner(), of.open_loop ? "lowest" : "least", say.figure(),
                        of.open_loop ? "higher" : "slower", say.reversed());
  } else {
    text += say.has_rivals() ? fmt::format("{}: {}", say.candidates(), say.reasons()) : say.winner();
  }
  if (const auto better = say.better_than(); !better.empty()) {
    if (!of.reversed.empty() || !say.has_rivals()) {
      text += ", " + better;
    } else {
      text += fmt::format("; {} {}", say.winner(), better);
    }
  }
  if (!of.reversed.empty() && say.has_rivals()) text += "; " + say.reasons();
  return text + say.seen() + say.behind() + say.missing_intervals();
}

std::size_t rounds_needed(const scenario_results& group, const plan& asked) {
  const auto verdict = verdict_of(group, asked);
  return rounds_missing(group, verdict ? verdict->unresolved : std::vector<advantage>{});
}

std::string more_rounds_text(const plan& asked, std::size_t rounds) {
  const bool stopped_before =
      static_cast<std::int64_t>(rounds) > asked.rounds;  // by -r, whatever else was asked for
  if (stopped_before) return fmt::format("-r {}", rounds);
  if (asked.budget_ns > 0) return "a longer --budget";
  if (asked.precision > 0) return "a narrower --precision";
  return fmt::format("-r {}", rounds);
}

}  // namespace concbench
