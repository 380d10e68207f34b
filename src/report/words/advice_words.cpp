// Sentences about executors by their names, and only about what figures show.
#include "report/words/advice_words.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/registry.hpp"
#include "core/speedups.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/verdict_words.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

using texts = std::vector<std::string>;

const std::string& executor_of(const cell_result* of) {
  return of->cell->executor;
}

/// "41,000".
std::string whole(double number) {
  auto digits = fmt::format("{:.0f}", number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

/// The losers with the cause `why`, and how much of it each of them and the winner has.
struct shown_cause {
  texts losers;
  std::vector<double> amounts;
  double of_winner = 0;  ///< all evidence of a judgement has the same winner
};

shown_cause shown_for(const judgement& of, cause why) {
  shown_cause found;
  for (const auto& each : of.losses)
    for (const auto& shown : each.why)
      if (shown.why == why) {
        found.losers.push_back(executor_of(each.loser));
        found.amounts.push_back(shown.of_loser);
        found.of_winner = shown.of_winner;
      }
  return found;
}

/// "threads took 2.87 ms of CPU time, thread-pool 1.07 ms; coroutines 174 µs".
template <class Amount>
std::string against_the_winner(const judgement& of, const shown_cause& shown, const char* verb,
                               const char* what, Amount text) {
  texts parts{fmt::format("{} {} {} {}", shown.losers.front(), verb, text(shown.amounts.front()), what)};
  for (std::size_t i = 1; i < shown.losers.size(); ++i)
    parts.push_back(fmt::format("{} {}", shown.losers[i], text(shown.amounts[i])));
  return fmt::format("{}; {} {}.", fmt::join(parts, ", "), executor_of(of.found->winner),
                     text(shown.of_winner));
}

template <class Holds>
texts scenarios_where(const situation_advice& advised, Holds holds) {
  texts names;
  for (const auto& each : advised.judgements)
    if (std::invoke(holds, each)) names.push_back(each.group->title());
  return names;
}

/// Why scenarios decide nothing: "no difference between models is resolved in echo". Empty where all decide something.
std::string why_undecided(const situation_advice& advised) {
  texts reasons;
  const auto add = [&](const char* reason, auto holds) {
    const auto names =
        scenarios_where(advised, [&](const judgement& each) { return !each.decides() && holds(each); });
    if (!names.empty()) reasons.push_back(fmt::format("{} {}", reason, listed(names, "and", 20)));
  };
  add("fewer than two models are ok in", [](const judgement& each) { return !each.found; });
  add("the rounds are too few to compare the best models in",
      [](const judgement& each) { return each.found && each.best.empty(); });
  add("no difference between models is resolved in",
      [](const judgement& each) { return !each.best.empty(); });
  return fmt::format("{}", fmt::join(reasons, "; "));
}

/// An executor that is ruled out, and the reasons: "in custom it took 1.52× [1.18, 2.27] the time of thread-pool".
struct ruled_out {
  std::string executor;
  texts reasons;
};

std::string behind_text(const set_aside& aside, const judgement& judgement) {
  const auto& faster = executor_of(aside.slower_than);
  const auto where = judgement.group->title();
  const bool open_loop = judgement.found->open_loop;
  if (!aside.slower_than->reference)
    return open_loop ? fmt::format("in {} its p99 is higher than that of {}", where, faster)
                     : fmt::format("in {} it is slower than {}", where, faster);
  const auto factor = format_speedup(aside.compared.other->speedup->inverse());
  return open_loop ? fmt::format("in {} its p99 was {} that of {}", where, factor, faster)
                   : fmt::format("in {} it took {} the time of {}", where, factor, faster);
}

std::string seen_text(const loss& seen, const judgement& judgement) {
  const auto& winner = *judgement.found->winner;
  return fmt::format("in {} it took {}, and {} {}", judgement.group->title(),
                     format_time(seen.loser->figures->time_ns), executor_of(&winner),
                     format_time(winner.figures->time_ns));
}

/// The executors that the table of the slower ones does not have, or not for this reason: they are slower than another
/// executor than the winner, or seen to be slower in too few rounds for an interval.
std::vector<ruled_out> ruled_out_in(const situation_advice& advised) {
  std::vector<ruled_out> all;
  const auto add = [&](const cell_result* executor, std::string reason) {
    auto known = std::ranges::find(all, executor_of(executor), &ruled_out::executor);
    if (known == all.end()) known = all.insert(known, {executor_of(executor), {}});
    known->reasons.push_back(std::move(reason));
  };
  for (const auto& each : advised.judgements) {
    for (const auto& lost : each.losses)
      if (!lost.is_measured()) add(lost.loser, seen_text(lost, each));
    if (!each.found) continue;
    for (const auto& aside : each.found->behind) add(aside.compared.other, behind_text(aside, each));
  }
  return all;
}

/// Says that differences that were only seen have no interval, and how to get one. Empty when there are none.
std::string missing_intervals_text(const situation_advice& advised, const plan& asked) {
  std::size_t rounds = 0;  // of the samples in which it was seen
  std::size_t needed = 0;
  for (const auto& each : advised.judgements)
    for (const auto& lost : each.losses)
      if (!lost.is_measured()) {
        rounds = std::max(rounds, lost.factor.rounds);
        needed = std::max(needed, each.rounds_needed);
      }
  if (rounds == 0) return "";
  const auto seen =
      rounds == 1
          ? std::string(
                "One round has no interval, but times that differ by three times or more, and by a tenth of a second or more, can be seen.")
          : fmt::format(
                "{} have no interval, but a difference can be seen that is three times and a tenth of a second or more by the "
                "median, and that every round shows in the same direction.",
                counted(rounds, "round"));
  return fmt::format("{} To measure more, run the same command with {}.", seen,
                     more_rounds_text(asked, needed));
}

bool is_open_loop(const situation_advice& advised) {
  return std::ranges::any_of(advised.judgements,
                             [](const judgement& each) { return each.found && each.found->open_loop; });
}

std::string amount_text(price of, double amount) {
  return of == price::memory ? format_bytes(amount) : format_time(amount);
}

struct situation_words {
  std::string_view title;
  std::string meaning;
};

const situation_words& words_of(situation kind) {
  static const std::array<situation_words, all_situations.size()> all{{
      {"waiting, few at once", fmt::format("I/O-bound, fewer than {} at once", many_at_once)},
      {"waiting, many at once", fmt::format("I/O-bound, {} at once or more", many_at_once)},
      {"computing", "CPU-bound"},
      {"waiting, then computing", "what comes over the network is read or decoded"},
      {"files", "reading and writing files"},
      {"databases", "queries"},
      {"your own mix of steps", "what it says about other work depends on the steps"},
      {"next to nothing to do", "the cost of the model itself decides"},
      {"work of unknown kind",
       "neither the report nor this version of concbench says what kind of work these scenarios are"},
  }};
  return all[place_of(kind)];
}

}  // namespace

std::string factors_in_words(const analysis::interval& factors) {
  const auto low = fmt::format("{}×", format_bound(factors.low));
  const auto high = fmt::format("{}×", format_bound(factors.high));
  return low == high ? low : fmt::format("{} to {}", low, high);
}

std::string situation_title(situation kind) {
  return std::string(words_of(kind).title);
}

std::string situation_meaning(situation kind) {
  return words_of(kind).meaning;
}

std::vector<std::string> recommendation(const situation_advice& advised, const plan& asked) {
  const auto undecided = why_undecided(advised);
  const auto not_these = ruled_out_in(advised);
  texts sentences;
  const auto rule_out = [&] {
    for (const auto& [executor, reasons] : not_these)
      sentences.push_back(fmt::format("Not {}: {}.", executor, fmt::join(reasons, "; ")));
    if (auto missing = missing_intervals_text(advised, asked); !missing.empty())
      sentences.push_back(std::move(missing));
  };
  if (!advised.decides()) {
    rule_out();
    sentences.push_back(fmt::format(
        "{}: {}.",
        not_these.empty() ? "Nothing can be advised" : "Between the other models nothing is decided",
        undecided));
    if (advised.least_cpu_time)
      sentences.push_back(
          fmt::format("{} took the least CPU time of those that may be the best.", *advised.least_cpu_time));
    return sentences;
  }
  const auto names = scenarios_where(advised, &judgement::decides);
  const auto deciding = listed(names, "and", 20);
  const auto* better = is_open_loop(advised) ? "have a lower p99" : "be faster";
  if (advised.use.empty()) {
    texts winners;
    for (const auto& each : advised.judgements) {
      texts best;
      for (const auto* one : each.best) best.push_back(executor_of(one));
      if (each.decides())
        winners.push_back(fmt::format("{}: {}", each.group->title(), listed(best, "or", 20)));
    }
    sentences.push_back(
        fmt::format("It depends on the scenario; no model is among the best in all of them. {}.",
                    fmt::join(winners, "; ")));
  } else if (advised.use.size() == 1) {
    sentences.push_back(
        fmt::format("Use {}: in {} no other model is shown to {}.", advised.use.front(), deciding, better));
  } else {
    sentences.push_back(
        fmt::format("Use {}: in {} no other model is shown to {}, and this report does not tell these apart.",
                    listed(advised.use, "or", 20), deciding, better));
    if (advised.least_cpu_time)
      sentences.push_back(fmt::format("Of these, {} took the least CPU time{}.", *advised.least_cpu_time,
                                      names.size() > 1 ? ", where a difference is resolved" : ""));
  }
  texts close;
  for (const auto& each : advised.slower)
    if (each.factors.high <= close_factor) close.push_back(each.executor);
  if (!close.empty())
    sentences.push_back(
        fmt::format("As good a choice in practice, because wherever {} is slower it is so by at most {}: {}.",
                    close.size() == 1 ? "it" : "one of them", format_percent(close_factor - 1),
                    listed(close, "and", 20)));
  rule_out();
  if (!undecided.empty()) sentences.push_back(fmt::format("Not decided: {}.", undecided));
  return sentences;
}

std::string recommendation_in_short(const situation_advice& advised) {
  if (advised.judgements.empty()) return "not in this report";
  texts not_these;
  for (const auto& each : ruled_out_in(advised)) not_these.push_back(each.executor);
  if (!advised.decides())
    return not_these.empty() ? "not decided" : fmt::format("not {}", listed(not_these, "or", 4));
  return advised.use.empty() ? "depends on the scenario" : listed(advised.use, "or", 4);
}

std::vector<std::string> causes_in_words(const judgement& judgement) {
  texts sentences;
  if (judgement.losses.empty()) return sentences;
  const auto& winner = executor_of(judgement.found->winner);
  if (const auto shown = shown_for(judgement, cause::one_at_a_time); !shown.losers.empty())
    sentences.push_back(fmt::format("{} ran one task at a time; {} had up to {} under way at once.",
                                    listed(shown.losers), winner, whole(shown.of_winner)));
  if (const auto shown = shown_for(judgement, cause::one_thread); !shown.losers.empty()) {
    texts busy;
    for (const double each : shown.amounts) busy.push_back(format_percent(each));
    sentences.push_back(fmt::format(
        "{} did all computing on one thread, which was busy for {} of the time, and while it computed for one task the others waited; "
        "{} could use {} CPUs.",
        listed(shown.losers), listed(busy), winner, whole(shown.of_winner)));
  }
  if (const auto shown = shown_for(judgement, cause::cpu_time); !shown.losers.empty())
    sentences.push_back(against_the_winner(judgement, shown, "took", "of CPU time",
                                           [](double ns) { return format_time(ns); }));
  if (const auto shown = shown_for(judgement, cause::late_start); !shown.losers.empty())
    sentences.push_back(against_the_winner(judgement, shown, "needed", "until its last task began",
                                           [](double ns) { return format_time(ns); }));
  if (const auto shown = shown_for(judgement, cause::context_switches); !shown.losers.empty())
    sentences.push_back(against_the_winner(judgement, shown, "needed", "context switches", whole));
  texts silent;
  for (const auto& each : judgement.losses)
    if (each.is_measured() && each.why.empty()) silent.push_back(executor_of(each.loser));
  if (!silent.empty())
    sentences.push_back(fmt::format("The samples of {} do not show why {} lost.", listed(silent),
                                    agreeing(silent.size(), "it", "they")));
  return sentences;
}

std::vector<std::string> prices_in_words(const judgement& judgement) {
  texts sentences;
  for (const auto& each : judgement.savings) {
    texts others;
    for (const auto& [other, amount] : each.more)
      others.push_back(fmt::format("{} {}", executor_of(other), amount_text(each.kind, amount)));
    const auto least =
        fmt::format("{} {}", executor_of(each.least.first), amount_text(each.kind, each.least.second));
    switch (each.kind) {
      case price::cpu_time:
        sentences.push_back(fmt::format("CPU time of those that may be the best: {}; more: {}.", least,
                                        listed(others, "and", 4)));
        break;
      case price::memory:
        sentences.push_back(fmt::format(
            "{}: {}; more: {}.",
            memory_title("Memory that the run added under those that may be the best", judgement.best), least,
            listed(others, "and", 4)));
        break;
      case price::start_and_stop:
        sentences.push_back(fmt::format("To start and to stop, which the times leave out: {}; longer: {}.",
                                        least, listed(others, "and", 4)));
        break;
    }
  }
  return sentences;
}

std::vector<std::string> doubts_of(const judgement& judgement, const plan& asked) {
  texts sentences;
  if (!judgement.found) {
    const auto ok = std::ranges::count_if(judgement.group->cells,
                                          [](const cell_result& each) { return comparable(*each.cell); });
    sentences.push_back(ok == 1 ? "Only one model is ok here, so that nothing can be compared."
                                : "No model is ok here, so that nothing can be compared.");
    return sentences;
  }
  if (judgement.rounds_needed > 0)
    sentences.push_back(fmt::format("The rounds are too few: {} are enough for every interval ({}).",
                                    counted(judgement.rounds_needed, "round"),
                                    more_rounds_text(asked, judgement.rounds_needed)));
  if (judgement.busy_server)
    sentences.emplace_back(
        "The server was at its limit, and may be what was measured: with 'concbench serve' on another machine (--server) the best model "
        "may be faster than this.");
  if (!judgement.best.empty() && !judgement.rules_out_an_executor())
    sentences.emplace_back(
        "No difference is resolved here: more rounds (-r, or --precision) may resolve some.");
  return sentences;
}

std::vector<std::string> task_costs_in_words(const scenario_results& group) {
  std::vector<std::pair<double, std::string>> costs;
  for (const auto& each : group.cells)
    if (comparable(*each.cell))
      costs.emplace_back(each.figures->wall_ns / static_cast<double>(each.cell->tasks), each.cell->executor);
  std::ranges::stable_sort(costs);
  texts parts;
  for (const auto& [cost, executor] : costs)
    parts.push_back(fmt::format("{} under {}", format_time(cost), executor));
  if (parts.empty()) return parts;
  return {fmt::format("A task costs {}.", listed(parts, "and", 20))};
}

std::string command_for_many(const std::vector<std::string>& scenarios, const plan& asked) {
  // So many tasks one after another would take minutes, and show the same as a few of them. A process for each of them
  // is not useful either.
  texts concurrent;
  for (const auto& each : asked.executors)
    if (const auto* known = known_executor(each);
        known != nullptr && known->concurrent && !known->in_processes)
      concurrent.push_back(each);
  const auto models = concurrent.empty() ? "" : fmt::format(" -e {}", fmt::join(concurrent, ","));
  return fmt::format("concbench run {} -n {} -c {}{}", fmt::join(scenarios, " "), 10 * many_at_once,
                     10 * many_at_once, models);
}

}  // namespace concbench
