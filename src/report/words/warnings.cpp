// The rules: for each weakness its limits, its words, and where it shows. The warnings of
// docs/methodology.md, as far as a report alone can tell.
#include "report/words/warnings.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "analysis/quantiles.hpp"
#include "core/reported_scenarios.hpp"
#include "report/figures/saturation.hpp"
#include "report/figures/verdict.hpp"
#include "report/words/findings.hpp"
#include "report/words/format.hpp"
#include "report/words/verdict_words.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

constexpr double widest_spread = 0.10;
constexpr double shortest_sample_ns = 1e6;  // below, clock, scheduler and one interrupt are no longer small
constexpr double least_dispatch_costs = 20;
constexpr std::size_t most_cells_named = 3;

/// What the rules look at.
struct evidence {
  const report& result;
  const std::vector<scenario_results>& results;
};

struct place {
  double severity;
  std::string text;
};

std::vector<std::string> worst_first(std::vector<place> places) {
  std::ranges::stable_sort(places, std::greater{}, &place::severity);
  std::vector<std::string> texts;
  for (auto& each : places) texts.push_back(std::move(each.text));
  return texts;
}

/// The cells for which `severity_of(cell)` is above 0, each with its figure as `describe` writes it.
std::vector<std::string> cells_where(const std::vector<scenario_results>& results, auto&& severity_of,
                                     auto&& describe) {
  std::vector<place> places;
  for (const auto& group : results)
    for (const auto& each : group.cells) {
      if (!each.figures) continue;
      const double severity = severity_of(each);
      if (severity > 0)
        places.push_back({severity, fmt::format("{}/{}{} ({})", each.cell->scenario, each.cell->executor,
                                                group.point(), describe(each))});
    }
  return worst_first(std::move(places));
}

double beyond(double value, double limit) {
  return value >= limit ? value : 0;
}

std::vector<std::string> wide_spreads(const evidence& from) {
  return cells_where(
      from.results, [](const cell_result& c) { return beyond(c.figures->spread.value_or(0), widest_spread); },
      [](const cell_result& c) { return format_percent(*c.figures->spread); });
}

std::vector<std::string> short_samples(const evidence& from) {
  return cells_where(
      from.results,
      [](const cell_result& c) {
        return c.figures->wall_ns < shortest_sample_ns ? 1 / c.figures->wall_ns : 0;
      },
      [&](const cell_result& c) { return format_time(c.figures->wall_ns); });
}

/// What an empty task costs under each executor, in ns. Of a sweep's points the first counts.
std::map<std::string, double> dispatch_costs(const evidence& from) {
  std::map<std::string, double> costs;
  for (const auto& group : from.results)
    for (const auto& each : group.cells)
      if (group.facts.empty_tasks && each.cell->status == status::ok && each.figures)
        costs.try_emplace(each.cell->executor, each.figures->wall_ns / static_cast<double>(each.cell->tasks));
  for (const auto& each : from.result.dispatch)
    if (const auto wall = analysis::median({each.wall_ns.begin(), each.wall_ns.end()});
        wall && each.tasks > 0)
      costs.try_emplace(each.executor, *wall / static_cast<double>(each.tasks));
  return costs;
}

std::vector<std::string> near_dispatch_costs(const evidence& from) {
  const auto costs = dispatch_costs(from);
  const auto part = [&](const cell_result& c) {
    const auto cost = costs.find(c.cell->executor);
    if (cost == costs.end() || measures_executors(reported_facts(from.result, c.cell->scenario))) return 0.0;
    return cost->second * static_cast<double>(c.cell->tasks) / c.figures->wall_ns;
  };
  return cells_where(
      from.results, [&](const cell_result& c) { return beyond(part(c), 1 / least_dispatch_costs); },
      [&](const cell_result& c) { return format_percent(part(c)); });
}

/// None of a run of one round: nobody expects an interval of it.
std::vector<std::string> too_few_rounds(const evidence& from) {
  const auto& asked = from.result.plan;
  if (asked.has_fixed_rounds() && asked.rounds == 1) return {};
  std::vector<place> places;
  for (const auto& group : from.results)
    if (const auto needed = rounds_needed(group, asked); needed > 0)
      places.push_back({static_cast<double>(needed), group.title()});
  return worst_first(std::move(places));
}

/// A single number for all: with this many rounds every interval exists.
std::string remedy_for_rounds(const evidence& from) {
  std::size_t needed = 0;
  for (const auto& group : from.results) needed = std::max(needed, rounds_needed(group, from.result.plan));
  return fmt::format("{} are enough for all: {}", counted(needed, "round"),
                     more_rounds_text(from.result.plan, needed));
}

std::vector<std::string> busy_servers(const evidence& from) {
  const auto load = [](const cell_result& c) { return c.figures->server_cpu_share; };
  return cells_where(
      from.results, [&](const cell_result& c) { return beyond(load(c), busiest_share); },
      [&](const cell_result& c) { return format_percent(load(c)); });
}

/// Whether its tasks wait for a server. Tasks of other cells may need only CPU time.
bool is_client(const cell& of, const scenario_facts& facts) {
  return std::ranges::any_of(of.samples, [&](const sample& s) {
    return counted_as(counter_meaning::connections, facts, s.counters).has_value();
  });
}

/// The CPUs that a cell's threads can use.
double cpus_of_client(const report& from, const cell_result& of) {
  return std::min(cpus_of_workers(from), of.figures->peak_threads);
}

std::vector<std::string> busy_clients(const evidence& from) {
  const auto load = [&](const cell_result& c) {
    const double cpus = cpus_of_client(from.result, c);
    const bool client = is_client(*c.cell, reported_facts(from.result, c.cell->scenario));
    return client && cpus > 0 ? c.figures->client_cpu_share / cpus : 0;
  };
  return cells_where(
      from.results, [&](const cell_result& c) { return beyond(load(c), busiest_share); },
      [&](const cell_result& c) {
        return fmt::format("{} of {:.0f}", format_percent(load(c)), cpus_of_client(from.result, c));
      });
}

/// Only where the server ran on this machine.
std::vector<std::string> busy_machines(const evidence& from) {
  const double cpus = usable_cpus(from.result);
  const auto load = [&](const cell_result& c) {
    const bool shared = c.figures->server_cpu_share > 0 && from.result.plan.server.empty() && cpus > 0;
    return shared ? (c.figures->client_cpu_share + c.figures->server_cpu_share) / cpus : 0;
  };
  return cells_where(
      from.results, [&](const cell_result& c) { return beyond(load(c), busiest_share); },
      [&](const cell_result& c) { return format_percent(load(c)); });
}

/// A kind of weakness in one place: its words, and where a report shows it.
struct rule {
  weakness kind;
  std::string_view name;
  std::string what;
  std::vector<std::string> (*where)(const evidence&);
  std::string_view remedy;
};

const std::vector<rule>& rules() {
  static const std::vector<rule> all{
      {weakness::wide_spread, "wide-spread",
       fmt::format("spread by {} or more", format_percent(widest_spread)), wide_spreads,
       "take more rounds (-r), or quieten the machine (concbench doctor)"},
      {weakness::short_samples, "short-samples", "samples shorter than 1 ms", short_samples,
       "give them more tasks (-n)"},
      {weakness::near_dispatch_cost, "near-dispatch-cost",
       fmt::format("the executor's own work takes {} of the time or more",
                   format_percent(1 / least_dispatch_costs)),
       near_dispatch_costs,
       "these figures hold for tasks as short as these: between models, longer tasks differ by less"},
      {weakness::too_few_rounds, "too-few-rounds", "too few rounds for intervals", too_few_rounds, ""},
      {weakness::busy_server, "busy-server",
       fmt::format("the server used {} or more of a CPU", format_percent(busiest_share)), busy_servers,
       "it may be what was measured: run 'concbench serve' on another host and pass --server"},
      {weakness::busy_client, "busy-client",
       fmt::format("the client used {} or more of the CPUs that it can use", format_percent(busiest_share)),
       busy_clients,
       "its own CPU time is what was measured, not waiting: lower --rate or -c, or let answers take longer"},
      {weakness::busy_machine, "busy-machine",
       fmt::format("client and server used {} or more of all CPUs", format_percent(busiest_share)),
       busy_machines,
       "they took them from each other: run 'concbench serve' on another host and pass --server"},
  };
  return all;
}

/// What is weak, with its subject: in an open loop the rounds are compared by their p99.
std::string what_of(const rule& of, const plan& asked) {
  if (of.kind != weakness::wide_spread) return of.what;
  return fmt::format("{} {}",
                     asked.searches_rate() ? "highest rates"
                     : asked.rate > 0      ? "p99s"
                                           : "times",
                     of.what);
}

}  // namespace

std::vector<warning> warnings_of(const report& result, const std::vector<scenario_results>& results) {
  std::vector<warning> all;
  for (const auto& each : rules())
    if (auto where = each.where({result, results}); !where.empty())
      all.push_back({each.kind, each.name, what_of(each, result.plan), std::move(where),
                     each.kind == weakness::too_few_rounds ? remedy_for_rounds({result, results})
                                                           : std::string(each.remedy)});
  for (const auto& each : findings_of(result.environment))
    if (each.severity == severity::warning)
      all.push_back({weakness::machine,
                     each.subject,
                     fmt::format("{} {}: {}", each.title, each.what, each.meaning),
                     {},
                     each.command.empty() ? "" : "try: " + each.command});
  return all;
}

std::string to_line(const warning& warning) {
  if (warning.where.empty())
    return warning.remedy.empty() ? warning.what : fmt::format("{}; {}", warning.what, warning.remedy);
  return fmt::format("{}: {}; {}", warning.what, first_of(warning.where, most_cells_named), warning.remedy);
}

std::string brief_text(const warning& warning) {
  if (warning.where.empty()) return fmt::format("the machine's {}", warning.name);
  return fmt::format("{} ({})", warning.what, counted(warning.where.size(), "cell"));
}

std::string states_text(const report& result) {
  std::vector<std::pair<std::string, std::size_t>> states;  // in the order in which they turn up
  for (const auto& each : result.cells) {
    auto known = std::ranges::find(states, state_of(each), &std::pair<std::string, std::size_t>::first);
    if (known == states.end()) known = states.insert(known, {state_of(each), 0});
    ++known->second;
  }
  std::size_t good = 0;
  std::vector<std::string> others;
  for (const auto& [state, count] : states) {
    if (state == to_string(status::ok)) {
      good = count;
    } else {
      others.push_back(fmt::format("{} {}", count, state));
    }
  }
  if (others.empty()) return "";
  const auto all = result.cells.size();
  return fmt::format("{} {} ok; {}", counted_part(good, all, "cell"),
                     agreeing(all == 1 ? all : good, "is", "are"), fmt::join(others, ", "));
}

}  // namespace concbench
