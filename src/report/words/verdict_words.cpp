// The winner first, then the executors that it beats, then what is missing.
#include "report/words/verdict_words.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/words/format.hpp"
#include "report/words/search_words.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

/// Differences below a tenth, by the whole interval, are shown as a part of the time. "1.00×" would look like no
/// difference.
constexpr double least_factor = 1.1;

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
  for (const auto& each : all) texts.push_back(text(each));
  return shortened(std::move(texts), most_named);
}

template <class Each, class Text>
std::string joined(const std::vector<Each>& all, Text text) {
  return fmt::format("{}", fmt::join(named(all, text), ", "));
}

std::string executor_of(const advantage& each) {
  return each.other->cell->executor;
}

/// The parts of a verdict's sentence.
class words {
 public:
  words(const verdict& of, const plan& asked) : of_(of), asked_(asked) {
    for (const auto& each : of.unresolved) (each.seen ? clear_ : open_).push_back(each);
    tied_ = of.alike;
    tied_.insert(tied_.end(), open_.begin(), open_.end());
  }

  const std::string& winner() const { return of_.winner->cell->executor; }
  const comparison_terms& terms() const { return terms_of(asked_); }
  std::string_view figure() const { return asked_.searches_rate() ? "rate" : terms().name; }
  /// Rates of a search that lie within one step are all the same to it.
  std::string_view alike_part() const {
    return asked_.searches_rate() ? "a step of the search, 5 %" : "0.5 %";
  }

  /// ", 4200/s": the winner's rate in a search; nothing elsewhere.
  std::string rate() const {
    return asked_.searches_rate() ? ", " + highest_rate_text(*of_.winner->cell) : "";
  }

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
      if (!of_.alike.empty()) return fmt::format("the same within {}", alike_part());
      return fmt::format("{} cannot tell them apart{}", rounds_text(open_), bounds_text(open_.front(), true));
    }
    std::vector<std::string> parts;
    if (!of_.alike.empty())
      parts.push_back(fmt::format("{} is the same within {} as {}", winner(), alike_part(),
                                  joined(of_.alike, executor_of)));
    const bool no_bounds =
        std::ranges::none_of(open_, [](const advantage& each) { return each.factor.range.has_value(); });
    if (of_.alike.empty() && of_.reversed.empty() && no_bounds)
      return fmt::format("{} cannot tell {} from these others", rounds_text(open_), winner());
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
                             : "by " + format_speedup(each.factor.inverse()));
    });
  }

  /// Whom the winner beats, and by how much.
  std::string better_than() const {
    const auto less = fmt::format("{} {}", of_.open_loop ? "lower" : "less", figure());
    std::vector<std::string> parts;
    if (!of_.resolved.empty())
      parts.push_back(joined(of_.resolved, [&](const advantage& each) {
        if (asked_.searches_rate())  // which a part of the time between two starts would not say
          return fmt::format("{} higher than {}", format_speedup(each.factor), executor_of(each));
        if (each.factor.range->high < least_factor)
          return fmt::format("{} than {}", less_text(each.factor, less), executor_of(each));
        return fmt::format("{} {} {}", format_speedup(each.factor), of_.open_loop ? "lower than" : "over",
                           executor_of(each));
      }));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  /// "; coroutines took 1.501 s, sequential 15.00 s", or nothing: the figures themselves where they speak,
  /// and no ratio, which would need an interval.
  std::string seen() const {
    if (clear_.empty()) return "";
    const auto time = [&](const cell_result& of) { return format_time(of.figures->time_ns); };
    return fmt::format("; {} took {}, {}", winner(), time(*of_.winner),
                       joined(clear_, [&](const advantage& each) {
                         return fmt::format("{} {}", executor_of(each), time(*each.other));
                       }));
  }

  /// "; offload is slower than sequential", or nothing.
  std::string behind() const {
    if (of_.behind.empty()) return "";
    return "; " + joined(of_.behind, [&](const set_aside& each) {
             return fmt::format("{} is {} than {}", executor_of(each.compared), terms().worse,
                                each.slower_than->cell->executor);
           });
  }

  /// "; an interval needs 7 rounds (-r 7)", where some have one "; with 9 rounds (-r 9) every comparison has an interval",
  /// or nothing.
  std::string missing_intervals() const {
    if (of_.rounds_needed == 0) return "";
    const auto more = more_rounds_text(asked_, of_.rounds_needed);
    const auto has_interval = [](const advantage& each) { return each.factor.range.has_value(); };
    if (!of_.resolved.empty() || !of_.reversed.empty() || std::ranges::any_of(of_.unresolved, has_interval))
      return fmt::format("; with {} rounds ({}) every comparison has an interval", of_.rounds_needed, more);
    return fmt::format("; an interval needs {} rounds ({})", of_.rounds_needed, more);
  }

 private:
  /// "one round", "10 rounds": that these were compared in.
  static std::string rounds_text(const std::vector<advantage>& compared) {
    const auto rounds = compared.front().factor.rounds;
    return rounds == 1 ? "one round" : fmt::format("{} rounds", rounds);
  }

  /// " (0.98× to 1.03×, above 1× coroutines is faster)": between which bounds the factor lies that is not resolved.
  /// Nothing where that is not known. Of several, the first says which way they count.
  std::string bounds_text(const advantage& of, bool says_which_way) const {
    if (!of.factor.range) return "";
    const auto way = says_which_way ? fmt::format(", above 1× {} is {}", winner(), terms().better) : "";
    return fmt::format(" ({}× to {}×{})", format_bound(of.factor.range->low),
                       format_bound(of.factor.range->high), way);
  }

  const verdict& of_;
  const plan& asked_;
  std::vector<advantage> clear_;  ///< no interval, and a difference that can be seen all the same
  std::vector<advantage> open_;   ///< the others that are not resolved
  std::vector<advantage> tied_;   ///< alike and open: any of them may be as fast, or faster
};

}  // namespace

std::string verdict_text(const verdict& verdict, const plan& asked) {
  const words say(verdict, asked);
  auto text = fmt::format("{}: ", say.terms().best);
  if (!verdict.reversed.empty()) {
    text +=
        fmt::format("not resolved: {} has the {} median {}, yet is {} round by round than {}", say.winner(),
                    asked.searches_rate() ? "highest"
                    : verdict.open_loop   ? "lowest"
                                          : "least",
                    say.figure(), say.terms().worse, say.reversed());
  } else {
    text +=
        say.has_rivals() ? fmt::format("{}: {}", say.candidates(), say.reasons()) : say.winner() + say.rate();
  }
  if (const auto better = say.better_than(); !better.empty()) {
    if (!verdict.reversed.empty() || !say.has_rivals()) {
      text += ", " + better;
    } else {
      text += fmt::format("; {} {}", say.winner(), better);
    }
  }
  if (!verdict.reversed.empty() && say.has_rivals()) text += "; " + say.reasons();
  return text + say.seen() + say.behind() + say.missing_intervals();
}

std::string more_rounds_text(const plan& asked, std::size_t rounds) {
  const bool stopped_before =
      static_cast<std::int64_t>(rounds) > asked.rounds;  // by -r, whatever else was asked for
  if (stopped_before) return fmt::format("-r {}", rounds);
  if (asked.budget_ns > 0) return "a longer --budget";
  if (asked.precision > 0) return "a narrower --precision";
  return fmt::format("-r {}", rounds);
}

std::string cpu_verdict_text(const cpu_verdict& verdict) {
  auto others = named(verdict.others, [](const advantage& each) {
    return fmt::format("{} less than {}", format_speedup(each.factor), executor_of(each));
  });
  if (others.size() < verdict.others.size()) others.back() = "and less than " + others.back();
  return fmt::format("CPU time: {} used {}", verdict.least->cell->executor, fmt::join(others, ", "));
}

std::string lifecycle_verdict_text(const lifecycle_verdict& verdict) {
  // An executor whose order changes is named with its time, even when start and stop are a small part of it.
  auto timed = verdict.long_ones;
  const auto add = [&](const cell_result* each) {
    if (std::ranges::find(timed, each) == timed.end()) timed.push_back(each);
  };
  for (const auto* list : {&verdict.changed, &verdict.lost})
    for (const auto& each : *list)
      if (std::ranges::none_of(timed, [&](const auto* c) { return c == each.faster || c == each.slower; })) {
        add(each.faster);
        add(each.slower);
      }
  std::vector<std::string> times;
  for (const auto* each : timed)
    times.push_back(
        fmt::format("{} takes {}", each->cell->executor, format_time(each->figures->lifecycle_ns)));
  std::vector<std::string> orders;
  for (const auto& [faster, slower, factor] : verdict.changed)
    orders.push_back(fmt::format("{} is {} over {}", faster->cell->executor, format_speedup(factor),
                                 slower->cell->executor));
  for (const auto& [faster, slower, factor] : verdict.lost)
    orders.push_back(
        fmt::format("{} and {} are not told apart", faster->cell->executor, slower->cell->executor));
  const auto then = orders.empty() ? "" : fmt::format("; then {}", joined(orders, std::identity()));
  return fmt::format(
      "with start and stop {}{}. The time in the table is that of an executor that is already up, such as a pool that "
      "stays",
      joined(times, std::identity()), then);
}

}  // namespace concbench
