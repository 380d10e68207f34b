// Groups the cells by scenario, and computes their medians and speedups.
#include "report/figures/results.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/quantiles.hpp"
#include "core/ended_rate.hpp"
#include "core/rate_search.hpp"
#include "core/reported_scenarios.hpp"
#include "core/speedups.hpp"
#include "report/figures/saturation.hpp"
#include "report/figures/verdict.hpp"
#include "system/counted.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

bool same_params(const parameter_values& a, const parameter_values& b) {
  return std::ranges::equal(a, b, {}, &parameter_value::text, &parameter_value::text);
}

bool belongs(const cell& candidate, const scenario_results& group) {
  const auto& first = group.first();
  return candidate.scenario == first.scenario && candidate.tasks == first.tasks &&
         same_params(candidate.params, first.params) &&
         std::ranges::none_of(group.cells,
                              [&](const cell_result& c) { return c.cell->executor == candidate.executor; });
}

/// The intervals between the first and the last start, by their whole length. Tasks that were dropped never began.
double starts_per_second(const sample& of) {
  const auto tasks = static_cast<double>(of.tasks_ok + of.tasks_failed - of.tasks_dropped);
  return of.last_start_ns > 0 && tasks > 1 ? 1e9 * (tasks - 1) / static_cast<double>(of.last_start_ns) : 0;
}

double error_share_of(const cell& of) {
  const auto [failed, all] = count_tasks(of);
  return all > 0 ? static_cast<double>(failed) / static_cast<double>(all) : 0;
}

/// Whether so many tasks were alive at once that the run's own additions are a small part of each task's share.
bool has_bytes_per_task(const cell& of) {
  constexpr std::uint64_t least_tasks = 100;
  return std::ranges::all_of(counted_samples(of),
                             [](const sample* taken) { return taken->peak_tasks >= least_tasks; });
}

std::optional<cell_figures> figures_of(const cell& of) {
  const auto counted = counted_samples(of);
  if (counted.empty()) return {};
  const auto each = [&](auto&& figure) {
    std::vector<double> values;
    for (const auto* taken : counted) values.push_back(static_cast<double>(figure(*taken)));
    return values;
  };
  const auto middle = [&](auto&& figure) { return analysis::median(each(figure)).value_or(0); };
  const auto times = each(compared_ns);
  const auto [least, most] = std::ranges::minmax(times);
  // The tasks that failed have no latency. Where they are more than the part above a quantile, nobody knows it.
  const double failed = of.status == status::failed ? error_share_of(of) : 0;
  const auto quantile = [&](double q, auto&& figure) { return failed > 1 - q ? 0 : middle(figure); };
  const auto quantiles = [&](latency_summary sample::* which) {
    return latency_figures{quantile(0.5, [&](const sample& s) { return (s.*which).p50; }),
                           quantile(0.99, [&](const sample& s) { return (s.*which).p99; }),
                           quantile(0.999, [&](const sample& s) { return (s.*which).p999; })};
  };
  return cell_figures{
      .time_ns = analysis::median(times).value_or(0),
      .least_time_ns = least,
      .most_time_ns = most,
      .spread = analysis::spread(times),
      .wall_ns = middle([](const sample& s) { return s.wall_ns; }),
      .lifecycle_ns = middle([](const sample& s) { return value_of(s, compared_figure::run_and_lifecycle); }),
      .tasks_per_second = middle([](const sample& s) { return ended_per_second(s); }),
      .starts_per_second = middle(starts_per_second),
      .highest_rate = middle([](const sample& s) { return s.found ? compared_rate(*s.found) : 0; }),
      .late_share = middle([](const sample& s) {
        const auto tasks = static_cast<double>(s.tasks_ok + s.tasks_failed);
        return tasks > 0 ? static_cast<double>(s.missed_starts) / tasks : 0;
      }),
      .error_share = error_share_of(of),
      .latency = quantiles(&sample::latency_ns),
      .response = quantiles(&sample::response_ns),
      .cpu_ns = middle([](const sample& s) { return s.cpu_user_ns + s.cpu_system_ns; }),
      .client_cpu_share = middle(client_cpu_share),
      .server_cpu_share = middle(server_cpu_share),
      .peak_rss_bytes = middle([](const sample& s) { return s.peak_rss_bytes; }),
      .added_bytes = middle([](const sample& s) { return s.rss_increase_bytes; }),
      .added_bytes_per_task = has_bytes_per_task(of) ? middle([](const sample& s) {
        return static_cast<double>(s.rss_increase_bytes) / static_cast<double>(s.peak_tasks);
      })
                                                     : 0,
      .peak_threads = middle([](const sample& s) { return s.peak_threads; }),
  };
}

/// Whether the model could not keep up with the rate in this round, although it did in most rounds of the cell. The
/// tasks that such a round gave up do not count as failed.
bool is_late_round(const sample& taken, const cell& cell) {
  return cell.status == status::ok && taken.status == status::saturated;
}

void compare(scenario_results& group, const plan& asked) {
  std::vector<const cell*> cells;
  for (const auto& each : group.cells) cells.push_back(each.cell);
  const auto* reference = reference_of(cells, asked.baseline);
  const double alpha = speedup_alpha(cells, asked);
  cell_result* best = nullptr;
  int rivals = 0;
  for (auto& each : group.cells) {
    if (!comparable(*each.cell)) continue;
    each.reference = each.cell == reference;
    each.speedup = speedup_of(*each.cell, *reference, alpha);
    if (asked.rate == 0)
      each.lifecycle_speedup = speedup_of(*each.cell, *reference, alpha, compared_figure::run_and_lifecycle);
    ++rivals;
    if (best == nullptr || each.figures->time_ns < best->figures->time_ns) best = &each;
  }
  if (rivals < 2) return;
  best->fastest = true;
  if (best->reference && measures_executors(group.facts)) return;
  best->marked = true;
  const auto judged = verdict_of(group, asked);
  for (const auto* side : {&judged->alike, &judged->unresolved, &judged->reversed})
    for (const auto& each : *side)
      if (!each.seen) group.cells[static_cast<std::size_t>(each.other - group.cells.data())].marked = true;
  // A mark on a noisy cell that is slower than one without would be read as the opposite.
  double unmarked_ns = std::numeric_limits<double>::infinity();
  for (const auto& each : group.cells)
    if (!each.marked && comparable(*each.cell)) unmarked_ns = std::min(unmarked_ns, each.figures->time_ns);
  for (auto& each : group.cells)
    if (each.marked && each.figures->time_ns > unmarked_ns) each.marked = false;
}

void add(const error_count& more, std::vector<error_count>& total) {
  const auto known = std::ranges::find(total, more.reason, &error_count::reason);
  if (known == total.end()) {
    total.push_back(more);
  } else {
    known->count += more.count;
  }
}

parameter_value counted_value(std::string name, std::uint64_t count) {
  return {std::move(name), static_cast<std::int64_t>(count), fmt::format("{}", count)};
}

/// The value that `from` has in these results; empty when it does not concern their scenario.
std::optional<parameter_value> value_in(const scenario_results& results, const sweep& from) {
  const auto dot = from.parameter.find('.');
  const auto& of = results.first();
  if (dot != std::string::npos && from.parameter.substr(0, dot) != of.scenario) return {};
  const auto name = dot == std::string::npos ? from.parameter : from.parameter.substr(dot + 1);
  if (name == "tasks") return counted_value(name, of.tasks);
  if (name == "concurrency") return counted_value(name, results.concurrency());
  const auto found = std::ranges::find(of.params, name, &parameter_value::name);
  if (found == of.params.end()) return {};
  return *found;
}

}  // namespace

std::string scenario_results::point() const {
  if (swept.empty()) return "";
  std::vector<std::string> values;
  for (const auto& each : swept) values.push_back(fmt::format("{}={}", each.name, each.text));
  return fmt::format(" at {}", fmt::join(values, " "));
}

std::string scenario_results::title() const {
  return first().scenario + point();
}

bool scenario_results::unmeasured() const {
  return std::ranges::all_of(cells, [](const cell_result& each) { return each.cell->samples.empty(); });
}

const cell_result* scenario_results::reference() const {
  const auto found = std::ranges::find_if(cells, &cell_result::reference);
  return found == cells.end() ? nullptr : &*found;
}

std::uint64_t scenario_results::concurrency() const {
  return std::ranges::max_element(cells, {}, [](const cell_result& c) { return c.cell->concurrency; })
      ->cell->concurrency;
}

bool differ_in_threads(const std::vector<const cell_result*>& cells) {
  std::set<double> threads;
  for (const auto* each : cells)
    if (each->figures) threads.insert(each->figures->peak_threads);
  return threads.size() > 1;
}

const comparison_terms& terms_of(const plan& asked) {
  static constexpr comparison_terms time{"time", "fastest", "faster", "slower", "speedup"};
  static constexpr comparison_terms p99{"p99", "lowest p99", "lower", "higher", "p99 lower"};
  static constexpr comparison_terms rate{"highest rate", "highest rate", "higher", "lower", "rate higher"};
  if (asked.searches_rate()) return rate;
  return asked.rate > 0 ? p99 : time;
}

std::string_view time_name(const plan& asked) {
  return terms_of(asked).name;
}

std::string asked_rate_text(const plan& asked) {
  if (asked.searches_rate())
    return fmt::format("{}..{}{}{}", rate_text(asked.rate), rate_text(asked.highest_rate),
                       asked.slo.below_ns > 0 ? " with " : "", limit_text(asked.slo));
  return asked.rate > 0 ? rate_text(asked.rate) : "none";
}

std::vector<scenario_results> results_of(const report& result) {
  std::vector<scenario_results> groups;
  for (const auto& each : result.cells) {
    if (groups.empty() || !belongs(each, groups.back())) groups.emplace_back();
    groups.back().cells.push_back({.cell = &each, .figures = figures_of(each)});
  }
  for (auto& group : groups) {
    group.facts = reported_facts(result, group.first().scenario);
    compare(group, result.plan);
    for (const auto& from : result.plan.sweeps)
      if (auto value = value_in(group, from)) group.swept.push_back(std::move(*value));
  }
  return groups;
}

std::optional<analysis::interval> interval_of_median(const cell& cell, compared_figure figure) {
  std::vector<double> values;
  for (const auto* each : counted_samples(cell)) values.push_back(value_of(*each, figure));
  return analysis::sign_interval(std::move(values), analysis::family_risk);
}

std::string state_of(const cell& cell) {
  if (cell.interrupted) return "interrupted";
  return cell.status == status::ok && cell.samples.empty() ? "not run" : to_string(cell.status);
}

std::string status_word(const cell& cell) {
  auto word = state_of(cell);
  if (cell.status == status::ok || cell.status == status::not_applicable) return word;
  std::ranges::transform(word, word.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  return word;
}

bool measures_executors(const scenario_facts& scenario) {
  return scenario.work == work_kind::overhead;
}

bool ran_one_at_a_time(const cell& cell) {
  return std::ranges::all_of(counted_samples(cell),
                             [](const sample* taken) { return taken->peak_tasks == 1; });
}

std::string saturation_of(const cell& cell) {
  std::vector<const sample*> late;
  for (const auto& each : cell.samples)
    if (!each.saturation.empty()) late.push_back(&each);
  return late.empty() || 2 * late.size() < cell.samples.size() ? "" : late[late.size() / 2]->saturation;
}

std::size_t count_late_rounds(const cell& cell) {
  return static_cast<std::size_t>(std::ranges::count(cell.samples, status::saturated, &sample::status));
}

task_counts count_tasks(const cell& cell) {
  task_counts counts;
  for (const auto& each : cell.samples) {
    if (is_late_round(each, cell)) continue;
    counts.failed += each.tasks_failed;
    counts.all += each.tasks_ok + each.tasks_failed;
  }
  return counts;
}

std::string status_text(const cell& cell) {
  const auto [failed, all] = count_tasks(cell);
  if (cell.status == status::ok && !cell.samples.empty())
    return failed > 0 ? counted_part(failed, all, "task") + " failed, as was allowed" : "";
  if (cell.status == status::failed && failed > 0) return "FAILED " + counted_part(failed, all, "task");
  return status_word(cell);
}

std::vector<error_count> failure_reasons(const cell& cell) {
  std::vector<error_count> total;
  if (cell.status == status::failed || cell.status == status::ok) {
    for (const auto& taken : cell.samples)
      if (!is_late_round(taken, cell))
        for (const auto& each : taken.errors) add(each, total);
    std::ranges::stable_sort(total, std::greater{}, &error_count::count);
  }
  if (total.empty() && !cell.reason.empty()) total.push_back({cell.reason, 0});
  return total;
}

std::string fact_value(const environment& facts, std::string_view name) {
  const auto found = std::ranges::find(facts, name, &fact::name);
  return found == facts.end() ? "" : found->value;
}

}  // namespace concbench
