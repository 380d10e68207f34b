// Makes the remarks. Executors about which a remark says the same share one.
#include "report/words/remarks.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/quantiles.hpp"
#include "core/rate_search.hpp"
#include "core/speedups.hpp"
#include "report/words/columns.hpp"
#include "report/words/format.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

constexpr std::size_t most_reasons = 3;
constexpr std::size_t longest_reason = 159;  // and a sign that the rest was cut
constexpr std::size_t longest_param = 31;    // the same

void add(std::vector<remark>& to, const std::string& text, const std::string& executor) {
  auto known = std::ranges::find(to, text, &remark::text);
  if (known == to.end()) known = to.insert(known, {{}, text});
  if (std::ranges::find(known->executors, executor) == known->executors.end())
    known->executors.push_back(executor);
}

bool is_active(const parameter_value& param) {
  if (const auto* whole = std::get_if<std::int64_t>(&param.value)) return *whole != 0;
  if (const auto* ratio = std::get_if<double>(&param.value)) return *ratio != 0;
  return !param.text.empty() && param.text != "off" && param.text != "none";
}

/// The median over the samples that have the counter.
std::optional<double> median_of_counter(const cell& of, const std::string& name) {
  std::vector<double> values;
  for (const auto& taken : of.samples)
    if (const auto found = taken.counters.find(name); found != taken.counters.end())
      values.push_back(static_cast<double>(found->second));
  return analysis::median(std::move(values));
}

/// 1, 3 or 7 where a time is that many seconds and a little more: the kernel's waits before it asks for a connection
/// again. 0: none of them.
int wait_for_connection(double time_ns) {
  constexpr double a_little = 1.1;
  for (const int seconds : {1, 3, 7})
    if (time_ns >= seconds * 1e9 && time_ns < a_little * seconds * 1e9) return seconds;
  return 0;
}

constexpr std::string_view why_connections_wait =
    "Linux asks for a connection again after 1 s, 3 s and 7 s where a server does not accept it in time";

/// The same of the p99 where that is far above what half of the tasks take, in a scenario that opens connections.
int wait_for_connection(const cell& of, const latency_figures& latency, const scenario_facts& facts) {
  const bool connects = std::ranges::any_of(facts.counters, [&](const counter& each) {
    return each.meaning == counter_meaning::connections && median_of_counter(of, each.name).value_or(0) > 0;
  });
  return connects && latency.p50 <= 0.2e9 ? wait_for_connection(latency.p99) : 0;
}

/// For a search: which models were stopped by such a wait.
std::vector<remark> searches_ended_by_connections(const scenario_results& group) {
  std::vector<remark> remarks;
  for (const auto& each : group.cells)
    if (std::ranges::any_of(each.cell->samples, [](const sample& taken) {
          return taken.found && taken.found->stop == rate_stop::latency &&
                 wait_for_connection(static_cast<double>(taken.found->stopped_ns)) > 0;
        }))
      add(remarks,
          fmt::format(
              "a latency near 1 s, 3 s or 7 s ended its search: {}. The rate is then that of the server's queue of "
              "connections, and not what its requests cost",
              why_connections_wait),
          each.cell->executor);
  return remarks;
}

/// For a saturated cell: a batch gives up when tasks begin too late, and drops all that are left. Empty when it is not
/// known, because a further worker need not say how many of its failed tasks it dropped.
std::string started_text(const cell& of) {
  std::uint64_t never = 0;
  for (const auto& taken : of.samples) never += taken.tasks_dropped;
  if (never > 0)
    return fmt::format("{}{} {} never started", of.samples.size() > 1 ? "of all rounds together, " : "",
                       counted_part(never, count_tasks(of).all, "task"), agreeing(never, "was", "were"));
  const auto all_ok = [&](const sample& taken) { return taken.tasks_ok == of.tasks; };
  return std::ranges::all_of(of.samples, all_ok) ? "every task did start in the end" : "";
}

/// " in 4 of 9 rounds"; empty when it was in all of them.
std::string late_rounds_text(const cell& cell) {
  const auto late = count_late_rounds(cell);
  return late == cell.samples.size()
             ? ""
             : fmt::format(" in {} of {}", late, counted(cell.samples.size(), "round"));
}

/// Whether queries of a task were sent before earlier ones were answered. This makes an executor faster, even with one
/// task at once.
bool sends_ahead(const cell& of, const scenario_facts& facts) {
  return std::ranges::any_of(facts.counters, [&](const counter& each) {
    return each.meaning == counter_meaning::sent_ahead && median_of_counter(of, each.name).value_or(0) > 0;
  });
}

/// The remark of `counter` with `median` in place of {}: "the last one 1.2 ms after it".
std::string remark_text(const counter& counter, double median) {
  auto text = counter.remark;
  const auto place = text.find("{}");
  if (place == std::string::npos) return text;
  return text.replace(place, 2,
                      counter.name.ends_with("_ns")      ? format_time(median)
                      : counter.name.ends_with("_bytes") ? format_bytes(median)
                                                         : fmt::format("{:.0f}", median));
}

/// Whether a speedup is larger than this number of tasks at once can explain.
bool is_above(const analysis::paired_speedup& factor, double at_once) {
  constexpr double tolerance = 1.02;  // what one run differs from the next by
  return factor.range ? factor.range->low > at_once : factor.ratio > tolerance * at_once;
}

/// The speedup that a reader computes from the two times in a table.
double speedup_by_times(const cell_result& of, const scenario_results& group) {
  return group.reference()->figures->time_ns / of.figures->time_ns;
}

/// Whether a speedup seems wrong beside the times: one says faster where the other says slower, or their ratio is
/// outside the interval that is shown, or where there is none half as large again. The two differ a little in every run, which is not worth a line.
bool contradicts_its_time(const cell_result& of, const scenario_results& group) {
  constexpr double little = 1.02;
  if (!of.speedup || of.reference) return false;
  const double shown = of.speedup->ratio;
  const double by_times = speedup_by_times(of, group);
  const auto& range = of.speedup->range;
  constexpr double much = 1.5;  // without an interval nothing says how far the two may differ
  const bool outside = range ? by_times > little * range->high || by_times < range->low / little
                             : by_times > much * shown || by_times < shown / much;
  return outside || (shown > little && by_times < 1 / little) || (shown < 1 / little && by_times > little);
}

std::string budget_text(const rounds_end& end, const plan& asked) {
  const auto budget = exact_text(duration(asked.budget_ns));
  if (end.left_ns == 0) return fmt::format("the budget of {} is used up", budget);
  return fmt::format("of the budget of {} there were {} left, and another round takes about {}", budget,
                     format_time(static_cast<double>(end.left_ns)),
                     format_time(static_cast<double>(end.next_round_ns)));
}

/// Why a scenario took no more rounds; empty while it takes some.
std::string limit_text(const cell& of, const plan& asked) {
  if (!of.ended) return "";
  switch (of.ended->limit) {
    case rounds_limit::rounds:
      return asked.precision > 0
                 ? "these are the most rounds that are taken for it; -r without --precision takes more, a wider "
                   "--precision fewer"
                 : "no more were asked for (-r)";
    case rounds_limit::budget:
      return budget_text(*of.ended, asked);
    case rounds_limit::nothing_to_compare:
      return "no two of its cells can be compared";
    case rounds_limit::failures:
      return "none of its cells can be run any more";
    case rounds_limit::interruption:
      return "the run was interrupted";
    case rounds_limit::precision:
      break;
  }
  return "";
}

/// Most tasks of a sample of `of` that ended ok.
std::uint64_t most_answers(const cell& of) {
  std::uint64_t most = 0;
  for (const auto* taken : counted_samples(of)) most = std::max(most, taken->tasks_ok);
  return most;
}

/// Whether tasks of a saturated cell began ever later. In a search a rate may be too high for its latencies alone.
bool had_growing_queue(const cell& cell) {
  return std::ranges::none_of(cell.samples, [](const sample& taken) {
    return taken.found && taken.found->none_sustained && taken.found->stop != rate_stop::late_starts;
  });
}

/// "FAILED 3 of 10 tasks: connection reset × 3 (30 %)", with at most three reasons; see status_text.
std::string failure_text(const cell& cell) {
  if (cell.interrupted) return cell.reason;
  std::vector<std::string> parts;
  const auto reasons = failure_reasons(cell);
  const auto tasks = static_cast<double>(count_tasks(cell).all);
  for (std::size_t i = 0; i < std::min(reasons.size(), most_reasons); ++i) {
    const auto& [reason, count] = reasons[i];
    const auto times =
        count == 0 || tasks == 0
            ? ""
            : fmt::format(" × {} ({})", count, format_percent(static_cast<double>(count) / tasks));
    parts.push_back(short_line(reason, longest_reason) + times);
  }
  if (reasons.size() > most_reasons) parts.push_back(counted(reasons.size() - most_reasons, "more reason"));
  if (cell.status == status::saturated && had_growing_queue(cell)) {
    if (auto started = started_text(cell); !started.empty()) parts.push_back(std::move(started));
    parts.emplace_back("its latencies are those of a queue that grows as long as the run lasts");
  } else if (const auto [failed, all] = count_tasks(cell); failed > 0 && failed < all) {
    const bool hides_p99 =
        cell.status == status::failed && 100 * failed > all &&
        std::ranges::any_of(cell.samples, [](const sample& taken) { return taken.latency_ns.p99 > 0; });
    parts.emplace_back(
        hides_p99 ? "the times are those of the other tasks, and with so many failures nobody knows the p99"
                  : "the times are those of the other tasks");
  }
  if (cell.status == status::failed)
    if (const auto saturation = saturation_of(cell); !saturation.empty())
      parts.push_back(fmt::format("it could not keep up either: {}", saturation));
  return fmt::format("{}{}{}{}", status_text(cell),
                     cell.status == status::saturated ? late_rounds_text(cell) : "",
                     parts.empty() ? "" : ": ", fmt::join(parts, "; "));
}

}  // namespace

std::vector<std::string> active_params(const cell& cell) {
  std::vector<std::string> texts;
  for (const auto& each : cell.params)
    if (is_active(each))
      texts.push_back(short_line(fmt::format("{}={}", each.name, each.text), longest_param));
  return texts;
}

std::string substitute_text(const scenario_results& group, const plan& asked) {
  const auto* reference = group.reference();
  const bool compared = std::ranges::any_of(group.cells, &cell_result::compared);
  if (reference == nullptr || !compared || reference->cell->executor == asked.baseline) return "";
  const auto named = std::ranges::find(group.cells, asked.baseline,
                                       [](const cell_result& each) { return each.cell->executor; });
  if (named == group.cells.end()) return "";
  return fmt::format(
      "{} {}: {} is {} here",
      asked.rate > 0 ? fmt::format("{} compares with", terms_of(asked).ratios) : "speedups are over",
      reference->cell->executor, asked.baseline, state_of(*named->cell));
}

std::string above_concurrency_text(const scenario_results& group, const plan& asked) {
  const auto* reference = group.reference();
  if (asked.rate > 0 || group.concurrency() == 1 || reference == nullptr ||
      !ran_one_at_a_time(*reference->cell) || measures_executors(group.facts))
    return "";
  const auto at_once = static_cast<double>(group.concurrency());
  std::vector<std::string> names;
  double longest_p50 = 0;
  for (const auto& each : group.cells)
    if (each.compared() && is_above(*each.speedup, at_once) && !sends_ahead(*each.cell, group.facts)) {
      names.push_back(fmt::format("{} ({})", each.cell->executor, format_factor(each.speedup->ratio)));
      longest_p50 = std::max(longest_p50, each.figures->latency.p50);
    }
  if (names.empty()) return "";
  const double one_by_one = reference->figures->wall_ns / static_cast<double>(reference->cell->tasks);
  const auto times = longest_p50 > 0 && longest_p50 < one_by_one
                         ? fmt::format(": {} a task, where one took {} (p50) beside the others",
                                       format_time(one_by_one), format_time(longest_p50))
                         : "";
  return fmt::format(
      "above {:.0f}×, with {:.0f} at once: {}. So {} took longer for each task{}. Late wake-ups and other work on the "
      "machine slow down tasks that run one after another; take about {:.0f}× for what running them at once gives",
      at_once, at_once, fmt::join(names, ", "), reference->cell->executor, times, at_once);
}

std::string median_of_ratios_text(const scenario_results& group, const plan& asked) {
  constexpr std::size_t most_named = 3;
  std::vector<std::string> names;
  for (const auto& each : group.cells)
    if (contradicts_its_time(each, group))
      names.push_back(fmt::format("{} ({}, and {} by the {} shown)", each.cell->executor,
                                  ratio_alone_text(each.speedup->ratio, asked),
                                  ratio_alone_text(speedup_by_times(each, group), asked),
                                  asked.rate > 0 ? terms_of(asked).name : "times"));
  if (names.empty()) return "";
  return fmt::format(
      "{} does not follow from the medians beside it: {}. It is the median of the ratios within each round, so that a "
      "drift of the machine does not count",
      asked.rate > 0 ? terms_of(asked).ratios : "the speedup",
      fmt::join(shortened(std::move(names), most_named), ", "));
}

std::string families_text(const plan& asked) {
  return fmt::format(
      "[95 % intervals] of one group hold together: {} of a scenario are a group, the pairs of its line \"{}\" another, and "
      "concbench compare makes groups of its own. A larger group has wider intervals, so that those of one pair of "
      "executors may differ",
      asked.rate > 0 ? fmt::format("the figures {}", terms_of(asked).ratios) : "the speedups",
      terms_of(asked).best);
}

std::vector<column_note> few_tasks_notes(const std::vector<scenario_results>& results, const plan& asked) {
  // The nearest rank: of fewer tasks the last one of all.
  constexpr std::uint64_t least_for_p99 = 100;
  constexpr std::uint64_t least_for_p999 = 1000;
  const auto any_below = [&](std::uint64_t least) {
    return std::ranges::any_of(results, [&](const scenario_results& group) {
      return std::ranges::any_of(group.cells, [&](const cell_result& each) {
        return each.figures && each.figures->latency.p99 > 0 && most_answers(*each.cell) < least;
      });
    });
  };
  std::vector<column_note> notes;
  if (any_below(least_for_p99)) notes.push_back({"p99 of fewer than 100 tasks: the slowest one", "p99"});
  if (asked.rate > 0 && !asked.searches_rate() && any_below(least_for_p999))
    notes.push_back({"p99.9 of fewer than 1000 tasks: the slowest one", "p99.9"});
  return notes;
}

std::string end_of_rounds_text(const scenario_results& group, const plan& asked) {
  if (asked.precision <= 0 && asked.budget_ns <= 0) return "";
  std::vector<const cell*> cells;
  std::size_t rounds = 0;
  for (const auto& each : group.cells) {
    cells.push_back(each.cell);
    rounds = std::max(rounds, each.cell->samples.size());
  }
  const auto taken = counted(rounds, "round");
  const auto why = limit_text(group.first(), asked);
  if (asked.precision <= 0) return why.empty() ? "" : fmt::format("ended after {}: {}", taken, why);
  const auto width = widest_interval(cells, asked);
  const auto now =
      width ? fmt::format("intervals are at most {} wide (upper end over lower end)", format_percent(*width))
            : fmt::format("not every {} has an interval", terms_of(asked).ratios);
  if (width && *width <= asked.precision)
    return fmt::format("{} after {}; {} was asked for", now, taken, format_percent(asked.precision));
  return fmt::format("{} after {}; {} was asked for and not reached{}{}", now, taken,
                     format_percent(asked.precision), why.empty() ? "" : ": ", why);
}

std::string memory_text(const std::vector<const cell_result*>& cells) {
  std::map<std::string, std::vector<double>> before;  // by the program that ran them
  for (const auto* each : cells)
    if (each->figures && each->figures->added_bytes > 0) {
      const auto& name = each->cell->executor;
      const auto colon = name.find(':');
      before[colon == std::string::npos ? "concbench" : name.substr(0, colon)].push_back(
          std::max(0.0, each->figures->peak_rss_bytes - each->figures->added_bytes));
    }
  if (before.empty()) return "";
  std::vector<std::string> programs;
  for (const auto& [name, bytes] : before) {
    const auto [least, most] = std::ranges::minmax(bytes);
    auto range = format_bytes(least);
    if (const auto high = format_bytes(most); high != range) range += " to " + high;
    programs.push_back(before.size() == 1 ? range : fmt::format("{} of {}", range, name));
  }
  return fmt::format(
      "memory +: the most that the run added to the {} that its process had before it. Not in it: the kernel's stacks of threads, and "
      "page tables, which concbench cost shows{}",
      listed(programs, "and", programs.size()),
      before.size() == 1 ? "" : ". What an interpreter needs for itself is in what was there before");
}

std::string memory_title(std::string_view name, const std::vector<const cell_result*>& cells) {
  return fmt::format("{}{}", name, differ_in_threads(cells) ? fmt::format(", {}", without_kernel_part) : "");
}

std::string rounds_taken_text(const std::vector<const cell*>& cells, const plan& asked) {
  std::vector<std::size_t> taken;
  for (const auto* each : cells)
    if (comparable(*each)) taken.push_back(counted_samples(*each).size());
  if (taken.empty()) return "";
  const auto [least, most] = std::ranges::minmax(taken);
  const auto range = least == most ? fmt::format("{}", most) : fmt::format("{} to {}", least, most);
  if (!asked.has_fixed_rounds()) return fmt::format("{} {}", range, agreeing(most, "round", "rounds"));
  const auto planned = static_cast<std::uint64_t>(asked.rounds);
  return least == planned && most == planned ? "" : fmt::format("{} of {}", range, counted(planned, "round"));
}

std::string remark::who() const {
  return fmt::format("{}", fmt::join(executors, ", "));
}

std::vector<remark> failures_of(const scenario_results& group) {
  std::vector<remark> remarks;
  for (const auto& each : group.cells) {
    if (each.cell->status != status::not_applicable && !status_text(*each.cell).empty())
      add(remarks, failure_text(*each.cell), each.cell->executor);
    const bool searched = each.figures && each.figures->highest_rate > 0;  // hit_ends_of tells of them
    if (each.cell->status == status::ok && count_late_rounds(*each.cell) > 0 && !searched)
      add(remarks,
          fmt::format("could not keep up with the rate{}, which its medians count as they count the others",
                      late_rounds_text(*each.cell)),
          each.cell->executor);
  }
  return remarks;
}

std::vector<remark> doubts_of_rate(const scenario_results& group, const plan& asked) {
  std::vector<remark> remarks;
  if (asked.rate == 0) return remarks;
  if (asked.searches_rate()) return searches_ended_by_connections(group);
  const double schedule_ns = 1e9 * static_cast<double>(group.first().tasks) / asked.rate;
  for (const auto& each : group.cells) {
    if (!each.figures) continue;
    if (const auto wait = wait_for_connection(*each.cell, each.figures->latency, group.facts); wait > 0)
      add(remarks,
          fmt::format("its p99 once started is near {} s, although half of its tasks took {} at most: {}",
                      wait, format_time(each.figures->latency.p50), why_connections_wait),
          each.cell->executor);
    if (each.cell->status != status::ok) continue;
    if (each.figures->response.p99 > schedule_ns / 2) {
      add(remarks,
          fmt::format(
              "its p99 is {}, and tasks were due for {} only: too short a run to say whether it keeps up "
              "with the rate; a larger -n says it",
              format_time(each.figures->response.p99), format_time(schedule_ns)),
          each.cell->executor);
    } else if (each.figures->late_share > 0.3) {
      add(remarks,
          fmt::format(
              "{} of its tasks began late, although it caught up in the end: a larger -n says whether it "
              "keeps up with the rate",
              format_percent(each.figures->late_share)),
          each.cell->executor);
    }
  }
  return remarks;
}

std::vector<remark> longest_tasks_of(const scenario_results& group, const plan& asked) {
  constexpr double nearly_all = 0.9;
  constexpr double far_more = 3;  // times what half of the tasks take at most
  std::vector<remark> remarks;
  if (asked.rate > 0) return remarks;
  for (const auto& each : group.cells) {
    if (each.cell->status != status::ok || !each.figures || ran_one_at_a_time(*each.cell)) continue;
    std::vector<double> longest;
    for (const auto* taken : counted_samples(*each.cell))
      longest.push_back(static_cast<double>(taken->latency_ns.max));
    const auto time = analysis::median(std::move(longest)).value_or(0);
    if (time >= nearly_all * each.figures->wall_ns && time >= far_more * each.figures->latency.p50)
      add(remarks,
          "its longest task took nearly all of the time, and half of the tasks a third of it or less: no model can end "
          "before its longest task, so that the speedup says little about the model",
          each.cell->executor);
  }
  return remarks;
}

std::vector<remark> refusals_of(const scenario_results& group) {
  std::vector<remark> remarks;
  for (const auto& each : group.cells)
    if (each.cell->status == status::not_applicable)
      add(remarks, failure_text(*each.cell), each.cell->executor);
  return remarks;
}

std::vector<remark> counts_of(const scenario_results& group) {
  std::vector<remark> remarks;
  for (const auto& each : group.cells) {
    if (!each.figures) continue;
    std::vector<std::string> texts;
    for (const auto& declared : group.facts.counters)
      if (const auto median = median_of_counter(*each.cell, declared.name);
          median && !declared.remark.empty())
        texts.push_back(remark_text(declared, *median));
    if (!texts.empty()) add(remarks, fmt::format("{}", fmt::join(texts, ", ")), each.cell->executor);
  }
  return remarks;
}

std::vector<remark> notes_of(const scenario_results& group) {
  std::vector<remark> remarks;
  std::set<std::string> sampled;
  for (const auto& each : group.cells) {
    if (!each.cell->samples.empty()) sampled.insert(each.cell->executor);
    for (const auto& taken : each.cell->samples)
      for (const auto& note : taken.notes) add(remarks, note, each.cell->executor);
  }
  for (auto& each : remarks)
    if (each.executors.size() == sampled.size() && sampled.size() > 1) each.executors = {"all"};
  return remarks;
}

}  // namespace concbench
