// The rules. Each compares medians, asks whether the difference is resolved by round, and whether it is large enough to
// matter.
#include "report/figures/advice.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "analysis/quantiles.hpp"
#include "core/registry.hpp"
#include "core/speedups.hpp"
#include "report/figures/saturation.hpp"

namespace concbench {
namespace {

// Causes: how much more of something a loser must have, and what part of its lost time this must be able to explain.
constexpr double most_alike_cpu_time = 1.2;
constexpr double least_part_by_cpu_time = 0.5;
constexpr double least_part_by_late_start = 0.5;
constexpr double least_times_the_switches = 2;
constexpr double least_part_by_switches = 0.1;
constexpr double switch_ns = 1000;   // what one takes at the least, without what it does to caches
constexpr double busy_thread = 0.9;  // in an open loop, whose p99 cannot be compared with a CPU time

// Prices: which differences are worth a sentence.
constexpr double least_times_the_cpu_time = 1.1;
constexpr double least_times_the_memory = 2;
constexpr double least_memory_bytes = 1 << 20;
constexpr double least_part_of_the_time = 0.05;

using figure_of_sample = double (*)(const sample&);

template <compared_figure figure>
double figure_value(const sample& of) {
  return value_of(of, figure);
}

double switches(const sample& of) {
  return static_cast<double>(of.voluntary_switches + of.involuntary_switches);
}

double last_start_ns(const sample& of) {
  return static_cast<double>(of.last_start_ns);
}

double tasks_under_way(const sample& of) {
  return static_cast<double>(of.peak_tasks);
}

double lifecycle_ns(const sample& of) {
  return static_cast<double>(of.startup_ns + of.teardown_ns);
}

figure_of_sample figure_of(price what) {
  switch (what) {
    case price::cpu_time:
      return figure_value<compared_figure::cpu>;
    case price::memory:
      return figure_value<compared_figure::memory>;
    case price::start_and_stop:
      break;
  }
  return lifecycle_ns;
}

double median_of(const cell_result& of, figure_of_sample figure) {
  std::vector<double> values;
  for (const auto* each : counted_samples(*of.cell)) values.push_back(figure(*each));
  return analysis::median(std::move(values)).value_or(0);
}

/// The most tasks that any of its executors had under way at once; as many as were allowed when no sample has the
/// number.
std::uint64_t most_under_way(const scenario_results& group) {
  std::uint64_t most = 0;
  for (const auto& each : group.cells)
    for (const auto* taken : counted_samples(*each.cell)) most = std::max(most, taken->peak_tasks);
  return most > 0 ? most : group.concurrency();
}

/// The situation of a scenario. It follows from the kind of work that the scenario declares, and from how many tasks
/// its executors had under way at once, which may be fewer than were allowed (`-c`).
situation situation_of(const scenario_results& group) {
  if (group.facts.work == work_kind::waiting)
    return most_under_way(group) < many_at_once ? situation::few_waits : situation::many_waits;
  const auto found = std::ranges::find(all_situations, group.facts.work, &situation_facts::work);
  return found == all_situations.end() ? situation::unknown : found->kind;
}

/// What the rules look at besides the samples.
class rules {
 public:
  explicit rules(const report& from) : asked_(from.plan), cpus_(cpus_of_workers(from)) {}

  judgement judge(const scenario_results& group) const {
    judgement made{.group = &group, .found = verdict_of(group, asked_)};
    if (!made.found) return made;
    const verdict& found = *made.found;
    const auto& winner = *found.winner;
    const auto& rivals = found.unresolved;
    const auto is_known = [](const advantage& each) { return each.seen || each.factor.range; };
    if (std::ranges::all_of(rivals, is_known)) {
      made.best.push_back(&winner);
      for (const auto* side : {&found.reversed, &found.alike, &rivals})
        for (const auto& each : *side)
          if (!each.seen) made.best.push_back(each.other);
      std::ranges::stable_sort(made.best, {}, [](const cell_result* each) { return each->figures->time_ns; });
    }
    const auto kind = situation_of(group);
    const bool waits = kind == situation::few_waits || kind == situation::many_waits;
    for (const auto* side : {&found.resolved, &rivals})
      for (const auto& each : *side)
        if (side == &found.resolved || each.seen)
          made.losses.push_back({each.other, each.factor, causes_of(*each.other, winner, waits)});
    std::ranges::stable_sort(made.losses, {}, [](const loss& each) { return each.factor.ratio; });
    for (const auto what : {price::cpu_time, price::memory, price::start_and_stop})
      if (auto saved = saving_of(what, made.best)) made.savings.push_back(std::move(*saved));
    made.rounds_needed = found.rounds_needed;
    made.busy_server =
        meets_limit_of_server(winner) ||
        std::ranges::any_of(made.best, [](const cell_result* each) { return meets_limit_of_server(*each); });
    return made;
  }

 private:
  /// Whether `more` has more of it, by round. Less than 1 counts as 1, because the ratio needs it.
  bool exceeds(const cell_result& more, const cell_result& less, figure_of_sample figure) const {
    const auto ratio = compare_samples(*less.cell, *more.cell, comparison_alpha(asked_, 1),
                                       [&](const sample& of) { return std::max(figure(of), 1.0); });
    return ratio && ratio->range && ratio->range->low > 1;
  }

  /// The CPUs that its threads can have used at once.
  double cpus_used_by(const cell_result& of) const {
    const double threads = std::max(of.figures->peak_threads, 1.0);
    return cpus_ > 0 ? std::min(cpus_, threads) : threads;
  }

  std::vector<evidence> causes_of(const cell_result& loser, const cell_result& winner, bool waits) const {
    const double at_once = median_of(winner, tasks_under_way);
    if (ran_one_at_a_time(*loser.cell) && at_once > 1) return {{cause::one_at_a_time, 1, at_once}};
    std::vector<evidence> causes;
    const bool open_loop = asked_.rate > 0;
    const double lost_ns = loser.figures->time_ns - winner.figures->time_ns;
    const double cpu_of_loser = loser.figures->cpu_ns;
    const double cpu_of_winner = winner.figures->cpu_ns;
    // How much the CPU times add to the time, when they are spread over all CPUs that the tasks can use.
    const double longer_ns = cpu_of_loser / cpus_used_by(loser) - cpu_of_winner / cpus_used_by(winner);
    const bool explains = !open_loop && longer_ns >= least_part_by_cpu_time * lost_ns;
    const bool one_thread = loser.figures->peak_threads == 1 && cpus_used_by(winner) > 1;
    const bool busy = loser.figures->client_cpu_share >= busy_thread;
    if (one_thread && (open_loop ? busy : explains)) {
      causes.push_back({cause::one_thread, loser.figures->client_cpu_share, cpus_used_by(winner)});
    } else if (explains && cpu_of_loser >= most_alike_cpu_time * cpu_of_winner &&
               exceeds(loser, winner, figure_value<compared_figure::cpu>)) {
      causes.push_back({cause::cpu_time, cpu_of_loser, cpu_of_winner});
    }
    // When lanes take one task after another, or tasks are found while others run, the last one begins late because
    // everything is late.
    const double start_of_loser = median_of(loser, last_start_ns);
    const double start_of_winner = median_of(winner, last_start_ns);
    if (!open_loop && waits && all_at_once(loser) && all_at_once(winner) &&
        start_of_loser - start_of_winner >= least_part_by_late_start * lost_ns &&
        exceeds(loser, winner, last_start_ns))
      causes.push_back({cause::late_start, start_of_loser, start_of_winner});
    const double switches_of_loser = median_of(loser, switches);
    const double switches_of_winner = median_of(winner, switches);
    const double switching_ns = (switches_of_loser - switches_of_winner) * switch_ns / cpus_used_by(loser);
    if (!open_loop && switching_ns >= least_part_by_switches * lost_ns &&
        switches_of_loser >= least_times_the_switches * switches_of_winner &&
        exceeds(loser, winner, switches))
      causes.push_back({cause::context_switches, switches_of_loser, switches_of_winner});
    return causes;
  }

  static bool meets_limit_of_server(const cell_result& of) {
    return of.figures->server_cpu_share >= busiest_share;
  }

  static bool all_at_once(const cell_result& of) { return of.cell->concurrency >= of.cell->tasks; }

  std::optional<saving> saving_of(price what, const std::vector<const cell_result*>& best) const {
    if (best.empty()) return {};
    const auto figure = figure_of(what);
    const auto* least =
        std::ranges::min(best, {}, [&](const cell_result* each) { return median_of(*each, figure); });
    saving found{what, {least, median_of(*least, figure)}, {}};
    for (const auto* each : best) {
      const double amount = median_of(*each, figure);
      if (each != least && matters(what, *each, amount, found.least.second) && exceeds(*each, *least, figure))
        found.more.emplace_back(each, amount);
    }
    std::ranges::sort(found.more, std::less{}, [](const auto& each) { return each.first; });
    if (found.more.empty()) return {};
    return found;
  }

  static bool matters(price what, const cell_result& of, double amount, double least) {
    switch (what) {
      case price::cpu_time:
        return amount >= least_times_the_cpu_time * least;
      case price::memory:
        return amount >= least_times_the_memory * least && amount - least >= least_memory_bytes;
      case price::start_and_stop:
        break;
    }
    return amount - least >= least_part_of_the_time * of.figures->wall_ns;
  }

  const plan& asked_;
  double cpus_;
};

bool is_best(const judgement& judged, const std::string& executor) {
  return std::ranges::any_of(judged.best,
                             [&](const cell_result* each) { return each->cell->executor == executor; });
}

bool is_ruled_out(const judgement& judged, const std::string& executor) {
  const auto is_it = [&](const cell_result* each) { return each->cell->executor == executor; };
  return std::ranges::any_of(judged.losses, is_it, &loss::loser) ||
         (judged.found && std::ranges::any_of(judged.found->behind, [&](const set_aside& each) {
            return is_it(each.compared.other);
          }));
}

/// Calls `visit` for each judgement that decides something.
template <class Visit>
void for_each_decision(const situation_advice& advised, Visit visit) {
  for (const auto& each : advised.judgements)
    if (each.decides()) visit(each);
}

std::vector<std::string> best_everywhere(const situation_advice& advised) {
  std::optional<std::vector<std::string>> left;
  for_each_decision(advised, [&](const judgement& each) {
    if (!left) {
      left.emplace();
      for (const auto* candidate : each.best) left->push_back(candidate->cell->executor);
    }
    std::erase_if(*left, [&](const std::string& name) { return !is_best(each, name); });
  });
  if (!left) return {};
  std::erase_if(*left, [&](const std::string& name) {
    return std::ranges::any_of(advised.judgements,
                               [&](const judgement& each) { return is_ruled_out(each, name); });
  });
  return *left;
}

/// The executors that may be the best: those of `use`, and where nothing is decided those among the best of every scenario.
std::vector<std::string> candidates_of(const situation_advice& advised) {
  if (advised.decides() || advised.judgements.empty()) return advised.use;
  std::vector<std::string> names;
  for (const auto* each : advised.judgements.front().best) names.push_back(each->cell->executor);
  std::erase_if(names, [&](const std::string& name) {
    return !std::ranges::all_of(advised.judgements,
                                [&](const judgement& each) { return is_best(each, name); });
  });
  return names;
}

std::optional<std::string> least_cpu_time_of(const situation_advice& advised) {
  // (a, b): a takes less than b in some scenario.
  std::set<std::pair<std::string, std::string>> less;
  const bool decides = advised.decides();
  for (const auto& each : advised.judgements) {
    if (decides && !each.decides()) continue;
    for (const auto& saved : each.savings)
      if (saved.kind == price::cpu_time)
        for (const auto& [other, amount] : saved.more)
          less.emplace(saved.least.first->cell->executor, other->cell->executor);
  }
  const auto names = candidates_of(advised);
  const auto is_least = [&](const std::string& name) {
    return std::ranges::all_of(names, [&](const std::string& other) {
      return other == name || (less.contains({name, other}) && !less.contains({other, name}));
    });
  };
  if (names.size() < 2) return {};
  const auto found = std::ranges::find_if(names, is_least);
  if (found == names.end()) return {};
  return *found;
}

std::vector<slower_executor> slower_ones(const situation_advice& advised) {
  std::vector<slower_executor> all;
  for (const auto& each : advised.judgements)
    for (const auto& one : each.losses) {
      if (!one.is_measured()) continue;
      const auto& name = one.loser->cell->executor;
      const double factor = one.factor.ratio;
      auto known = std::ranges::find(all, name, &slower_executor::executor);
      if (known == all.end()) known = all.insert(known, {name, 0, 0, {factor, factor}});
      ++known->lost;
      known->factors = {std::min(known->factors.low, factor), std::max(known->factors.high, factor)};
    }
  for (auto& one : all)
    for (const auto& each : advised.judgements)
      one.compared += each.found && std::ranges::any_of(each.group->cells, [&](const cell_result& cell) {
                        return cell.cell->executor == one.executor && comparable(*cell.cell);
                      });
  std::ranges::stable_sort(all, std::greater{}, &slower_executor::lost);
  return all;
}

std::vector<std::string> not_measured_of(const situation_advice& advised) {
  std::vector<std::string> names;
  if (advised.kind == situation::unknown) return names;
  for (const auto& each : scenarios())
    if (each.work == all_situations[place_of(advised.kind)].work && each.required_parameter.empty() &&
        std::ranges::none_of(advised.judgements, [&](const judgement& known) {
          return known.group->first().scenario == each.name;
        }))
      names.push_back(each.name);
  return names;
}

}  // namespace

bool situation_advice::decides() const {
  return std::ranges::any_of(judgements, &judgement::decides);
}

advice advice_of(const report& result, const std::vector<scenario_results>& results) {
  advice made;
  for (const auto& each : all_situations) made.situations.push_back({.kind = each.kind});
  const rules rules(result);
  for (const auto& group : results) {
    if (result.plan.interrupted && group.unmeasured())
      made.unmeasured.push_back(group.title());
    else
      made.situations[place_of(situation_of(group))].judgements.push_back(rules.judge(group));
  }
  for (auto& each : made.situations) {
    each.use = best_everywhere(each);
    each.least_cpu_time = least_cpu_time_of(each);
    each.slower = slower_ones(each);
    each.not_measured = not_measured_of(each);
  }
  for (const auto& each : executors())
    if (std::ranges::none_of(result.cells, [&](const cell& of) { return of.executor == each.name; }))
      made.other_executors.push_back(each.name);
  return made;
}

}  // namespace concbench
