// Sentences about executors by their names, and only about what figures show.
#include "report/words/advice_words.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/registry.hpp"
#include "core/speedups.hpp"
#include "report/words/format.hpp"
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
    if (std::invoke(holds, each)) names.push_back(name_of(*each.group));
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

bool is_open_loop(const situation_advice& advised) {
  return std::ranges::any_of(advised.judgements,
                             [](const judgement& each) { return each.found && each.found->open_loop; });
}

std::string amount_text(price of, double amount) {
  return of == price::memory ? format_bytes(amount) : format_time(amount);
}

}  // namespace

std::string listed(const std::vector<std::string>& names, const char* last, std::size_t most) {
  if (names.empty()) return "";
  if (names.size() == 1) return names.front();
  if (names.size() > most + 1)
    return fmt::format("{} {} {} more",
                       fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(most), ", "),
                       last, names.size() - most);
  return fmt::format("{} {} {}", fmt::join(names.begin(), names.end() - 1, ", "), last, names.back());
}

std::string factors_in_words(const analysis::interval& factors) {
  const auto low = fmt::format("{}×", format_bound(factors.low));
  const auto high = fmt::format("{}×", format_bound(factors.high));
  return low == high ? low : fmt::format("{} to {}", low, high);
}

std::string situation_title(situation kind) {
  switch (kind) {
    case situation::few_waits:
      return "waiting, few at once";
    case situation::many_waits:
      return "waiting, many at once";
    case situation::computing:
      return "computing";
    case situation::mixed:
      return "waiting, then computing";
    case situation::files:
      return "files";
    case situation::database:
      return "databases";
    case situation::own:
      return "your own mix of steps";
    case situation::overhead:
      return "next to nothing to do";
    case situation::unknown:
      break;
  }
  return "work of unknown kind";
}

std::string situation_meaning(situation kind) {
  switch (kind) {
    case situation::few_waits:
      return fmt::format("I/O-bound, fewer than {} at once", many_at_once);
    case situation::many_waits:
      return fmt::format("I/O-bound, {} at once or more", many_at_once);
    case situation::computing:
      return "CPU-bound";
    case situation::mixed:
      return "what comes over the network is read or decoded";
    case situation::files:
      return "reading and writing files";
    case situation::database:
      return "queries";
    case situation::own:
      return "what it says about other work depends on the steps";
    case situation::overhead:
      return "the cost of the model itself decides";
    case situation::unknown:
      break;
  }
  return "neither the report nor this version of concbench says what kind of work these scenarios are";
}

std::string name_of(const scenario_results& group) {
  return group.first().scenario + group.point();
}

std::vector<std::string> recommendation(const situation_advice& advised) {
  const auto undecided = why_undecided(advised);
  if (!advised.decides()) return {fmt::format("Nothing can be advised: {}.", undecided)};
  texts sentences;
  const auto names = scenarios_where(advised, &judgement::decides);
  const auto deciding = listed(names, "and", 20);
  const auto* better = is_open_loop(advised) ? "have a lower p99" : "be faster";
  if (advised.use.empty()) {
    texts winners;
    for (const auto& each : advised.judgements) {
      texts best;
      for (const auto* one : each.best) best.push_back(executor_of(one));
      if (each.decides())
        winners.push_back(fmt::format("{}: {}", name_of(*each.group), listed(best, "or", 20)));
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
    sentences.push_back(fmt::format("Close to the best, within {} wherever slower: {}.",
                                    format_percent(close_factor - 1), listed(close, "and", 20)));
  if (!undecided.empty()) sentences.push_back(fmt::format("Not decided: {}.", undecided));
  return sentences;
}

std::string recommendation_in_short(const situation_advice& advised) {
  if (advised.judgements.empty()) return "not in this report";
  if (!advised.decides()) return "not decided";
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
    if (each.why.empty()) silent.push_back(executor_of(each.loser));
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
        sentences.push_back(
            fmt::format("Memory that the run added under those that may be the best: {}; more: {}.", least,
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
    sentences.push_back(fmt::format(
        "Too few rounds to resolve anything more: {} are enough for every interval ({}).",
        counted(judgement.rounds_needed, "round"), more_rounds_text(asked, judgement.rounds_needed)));
  if (judgement.busy_server)
    sentences.emplace_back(
        "The server was at its limit, and may be what was measured: with 'concbench serve' on another machine (--server) the best model "
        "may be faster than this.");
  if (!judgement.best.empty() && judgement.losses.empty())
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
