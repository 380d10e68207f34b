// Computes what each further task costs from slopes, and the rest from medians.
#include "report/figures/cost_card.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/quantiles.hpp"
#include "core/reported_scenarios.hpp"
#include "report/figures/results.hpp"
#include "system/counted.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

using cells = std::vector<const cell*>;

cells cells_of(const report& from, std::string_view executor, std::string_view scenario) {
  cells found;
  for (const auto& each : from.cells)
    if (each.executor == executor && each.scenario == scenario) found.push_back(&each);
  return found;
}

/// Whether the cell lets all its tasks be alive at once.
bool concurrent(const cell& of) {
  return of.tasks > 1 && of.concurrency == of.tasks;
}

double number(std::uint64_t value) {
  return static_cast<double>(value);
}

template <class Read>
std::optional<cost_figure> per_task(const cell* of, Read read) {
  if (of == nullptr) return {};
  std::vector<double> values;
  for (const auto& each : of->samples)
    if (each.status == status::ok) values.push_back(static_cast<double>(read(each)) / number(of->tasks));
  if (values.empty()) return {};
  const auto [least, most] = std::ranges::minmax(values);
  return cost_figure{*analysis::median(values), least, most};
}

/// The points of the memory regression.
struct memory_points {
  std::vector<double> tasks, user, tables, stacks, total;
};

memory_points points_of(const cells& sleeps, const scenario_facts& facts, std::uint64_t stack_bytes) {
  memory_points points;
  for (const auto* of : sleeps) {
    for (const auto& each : of->samples) {
      const auto probed = counted_as(counter_meaning::page_tables, facts, each.counters);
      if (!all_alive(*of, each) || !probed) continue;
      points.tasks.push_back(number(each.peak_tasks));
      points.user.push_back(number(each.rss_increase_bytes));
      points.tables.push_back(static_cast<double>(*probed));
      points.stacks.push_back(number(each.peak_threads * stack_bytes));
      points.total.push_back(points.user.back() + points.tables.back() + points.stacks.back());
    }
  }
  return points;
}

std::optional<memory_card> memory_of(const cells& sleeps, const scenario_facts& facts,
                                     std::optional<std::uint64_t> stack_bytes) {
  const auto points = points_of(sleeps, facts, stack_bytes.value_or(0));
  const auto total = analysis::fit_line(points.tasks, points.total);
  if (!total) return {};
  memory_card card{.total = *total,
                   .user = *analysis::fit_line(points.tasks, points.user),
                   .tables = *analysis::fit_line(points.tasks, points.tables),
                   .stacks = {},
                   .least_tasks = static_cast<std::uint64_t>(std::ranges::min(points.tasks)),
                   .most_tasks = static_cast<std::uint64_t>(std::ranges::max(points.tasks))};
  if (stack_bytes) card.stacks = *analysis::fit_line(points.tasks, points.stacks);
  return card;
}

std::optional<analysis::line_fit> allocations_of(const cells& counted) {
  std::vector<double> tasks;
  std::vector<double> calls;
  for (const auto* of : counted)
    for (const auto& each : of->samples) {
      if (each.status != status::ok) continue;
      tasks.push_back(number(of->tasks));
      calls.push_back(number(each.allocations));
    }
  return analysis::fit_line(tasks, calls);
}

/// The largest cell with up to usage_tasks tasks that has samples: there CPU time and switches are read.
const cell* usage_cell(const cells& sleeps) {
  const cell* largest = nullptr;
  for (const auto* each : sleeps)
    if (each->status == status::ok && each->tasks <= cost_measurement::usage_tasks &&
        !each->samples.empty() && (largest == nullptr || each->tasks > largest->tasks))
      largest = each;
  return largest;
}

/// What went wrong, or other than it should, in these cells.
void add_remarks(const cells& from, std::string_view what, std::vector<std::string>& to) {
  for (const auto* of : from) {
    if (of->status != status::ok) {
      to.push_back(
          fmt::format("{} at {}: {}: {}", what, counted(of->tasks, "task"), status_word(*of), of->reason));
      continue;
    }
    if (!concurrent(*of)) continue;
    const auto alive = [](const sample& each) { return each.peak_tasks; };
    const auto least = std::ranges::min_element(of->samples, {}, alive);
    if (least != of->samples.end() && !all_alive(*of, *least))
      to.push_back(fmt::format("{} at {}: only {} alive at once; not used for memory", what,
                               counted(of->tasks, "task"), least->peak_tasks));
  }
}

cost_card card_of(const cost_measurement& from, const std::string& executor) {
  cost_card card;
  card.executor = executor;
  const auto sleeps = cells_of(from.timed, executor, from.waiting);
  const auto counted = cells_of(from.counted, executor, from.waiting);
  const auto noops = cells_of(from.timed, executor, from.empty);
  const auto* usage = usage_cell(sleeps);
  const bool one_at_a_time = std::ranges::none_of(sleeps, [](const cell* each) { return concurrent(*each); });
  if (!one_at_a_time)
    card.memory = memory_of(sleeps, reported_facts(from.timed, from.waiting),
                            kernel_stack_bytes(from.timed.environment));
  if (!noops.empty()) card.dispatch_ns = per_task(noops.front(), [](const sample& s) { return s.wall_ns; });
  card.startup_ns = per_task(usage, [](const sample& s) { return s.startup_ns; });
  card.cpu_ns = per_task(usage, [](const sample& s) { return s.cpu_user_ns + s.cpu_system_ns; });
  card.switches =
      per_task(usage, [](const sample& s) { return s.voluntary_switches + s.involuntary_switches; });
  card.allocations = allocations_of(counted);
  if (one_at_a_time && !sleeps.empty())
    card.remarks.emplace_back("one task is alive at a time: bytes per task are not a figure");
  add_remarks(noops, from.empty, card.remarks);
  add_remarks(sleeps, from.waiting, card.remarks);
  add_remarks(counted, "counting allocations", card.remarks);
  return card;
}

}  // namespace

std::optional<std::uint64_t> kernel_stack_bytes(const environment& facts) {
  const auto bytes = parse_count(fact_value(facts, "kernel_stack_bytes"));
  return bytes && *bytes > 0 ? bytes : std::nullopt;
}

bool all_alive(const cell& cell, const sample& taken) {
  return taken.status == status::ok && taken.peak_tasks == cell.tasks;
}

std::vector<cost_card> make_cost_cards(const cost_measurement& measurement) {
  std::vector<cost_card> cards;
  for (const auto& executor : measurement.timed.plan.executors)
    cards.push_back(card_of(measurement, executor));
  return cards;
}

}  // namespace concbench
