// Sizes, delays and plans, as pure functions.
#include "cli/cost_plan.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/quantiles.hpp"
#include "core/registry.hpp"
#include "core/reported_scenarios.hpp"

namespace concbench::cli {
namespace {

constexpr std::uint64_t bytes_of_unknown_task = 64 * 1024;
constexpr std::uint64_t lanes_of_noop = 256;  // as `run` has by default
constexpr duration least_delay = std::chrono::milliseconds(100);

double number(std::uint64_t value) {
  return static_cast<double>(value);
}

/// Two digits are enough for a size that a limit has chosen: 29,361 → 29,000.
std::uint64_t rounded_down(std::uint64_t tasks) {
  std::uint64_t step = 1;
  while (tasks / step >= 100) step *= 10;
  return tasks / step * step;
}

/// How many tasks there may be when each is a thread; at least 2, so that there is something to try.
std::uint64_t thread_room(const cost_options& options, const capacity_facts& facts) {
  auto room = options.max_tasks;
  if (const auto threads = limits_of_threads(facts); !threads.empty())
    room = std::min(room, threads.front().room);
  return std::max<std::uint64_t>(room, 2);
}

/// The most that one sample of the cell took of something.
template <class Read>
double most_of(const cell& measured, Read read) {
  double most = 0;
  for (const auto& each : measured.samples) most = std::max(most, static_cast<double>(read(each)));
  return most;
}

runner::run_plan new_plan(const cost_options& options, std::int64_t rounds) {
  runner::run_plan plan;
  plan.program = "/proc/self/exe";
  plan.worker_options = {"--probe-memory"};
  plan.asked.command = options.command;
  plan.asked.profile = "cost";
  plan.asked.seed = options.seed;
  plan.asked.rounds = rounds;
  plan.asked.scenarios = {find_scenario_of_waits().name, find_scenario_of_empty_tasks().name};
  plan.asked.executors = options.executors;
  plan.asked.baseline = options.executors.front();
  return plan;
}

runner::planned_cell planned(std::size_t group, const scenario_declaration& scenario, std::string executor,
                             std::uint64_t tasks, std::uint64_t lanes, std::uint64_t seed) {
  runner::planned_cell cell{.group = group, .scenario = &scenario, .setup = {}};
  cell.setup.params = parameter_values(scenario.parameters, profile::standard);
  cell.setup.tasks = tasks;
  cell.setup.concurrency = find_executor(executor).concurrent ? lanes : 1;
  cell.setup.seed = seed;
  cell.setup.executor = std::move(executor);
  return cell;
}

void add_noop(runner::run_plan& to, const cost_options& options, std::uint64_t lanes) {
  const auto& scenario = find_scenario_of_empty_tasks();
  for (const auto& executor : options.executors) {
    auto cell = planned(0, scenario, executor, scenario.tasks.standard, lanes, options.seed);
    cell.time_limit = runner::default_time_limit(duration::zero());
    cell.expected = std::chrono::milliseconds(100);
    to.cells.push_back(std::move(cell));
  }
}

void add_sleeps(runner::run_plan& to, const cost_options& options, std::vector<sleep_cell> sleeps) {
  const auto work = [](const sleep_cell& each) { return std::pair(each.tasks, each.delay); };
  std::ranges::stable_sort(sleeps, {}, work);
  const auto& scenario = find_scenario_of_waits();
  for (std::size_t i = 0; i < sleeps.size(); ++i) {
    const auto& [executor, tasks, delay] = sleeps[i];
    auto group = to.cells.empty() ? 0 : to.cells.back().group + 1;
    if (i > 0 && work(sleeps[i - 1]) == work(sleeps[i])) group = to.cells.back().group;
    auto cell = planned(group, scenario, executor, tasks, tasks, options.seed);
    for (const auto& declared : scenario.parameters) {
      if (declared.name == scenario.wait_parameter)
        cell.setup.params.set(parse_value(declared, exact_text(delay)));
    }
    const auto turns = cell.setup.concurrency == 1 ? static_cast<std::int64_t>(tasks) : 1;
    cell.expected = 2 * delay * turns;
    cell.time_limit = runner::default_time_limit(10 * delay * turns);
    to.cells.push_back(std::move(cell));
  }
}

}  // namespace

std::uint64_t first_size(const cost_options& options, const capacity_facts& facts) {
  auto room = thread_room(options, facts);
  if (const auto memory = limit_of_memory(facts, bytes_of_unknown_task)) room = std::min(room, memory->room);
  return std::clamp<std::uint64_t>(room / 10, 2, 1'000);
}

task_reach reach_of(const cell& measured, std::uint64_t wanted, const capacity_facts& facts,
                    const environment& machine) {
  const auto tasks = number(measured.tasks);
  task_reach reach{wanted};
  const auto bound_by = [&](const capacity_limit& limit, std::uint64_t room) {
    if (room < reach.tasks) reach = {rounded_down(room), limit};
  };
  const auto threads =
      std::round(most_of(measured, [](const sample& s) { return s.peak_threads; }) / tasks * 10) / 10;
  if (threads > 0)
    for (const auto& limit : find_executor(measured.executor).in_processes ? limits_of_processes(facts)
                                                                           : limits_of_threads(facts))
      bound_by(limit, static_cast<std::uint64_t>(number(limit.room) / threads));
  const auto stacks = threads * number(kernel_stack_bytes(machine).value_or(16 * 1024));
  const auto declared = facts_of(find_scenario_of_waits());
  const auto bytes = most_of(measured, [&](const sample& s) {
    const auto tables = counted_as(counter_meaning::page_tables, declared, s.counters);
    return number(s.rss_increase_bytes) + static_cast<double>(tables.value_or(0));
  });
  if (const auto limit = limit_of_memory(facts, bytes / tasks + stacks)) bound_by(*limit, limit->room);
  return reach;
}

std::vector<std::uint64_t> sizes_between(std::uint64_t first, std::uint64_t reach) {
  std::vector<std::uint64_t> sizes;
  for (std::uint64_t size = 10; size < reach; size *= 10)
    if (size > first && size < reach) sizes.push_back(size);
  if (sizes.empty() && reach > 2 * first)
    sizes.push_back(rounded_down(static_cast<std::uint64_t>(std::sqrt(number(first) * number(reach)))));
  if (reach > first) sizes.push_back(reach);
  return sizes;
}

double opening_ns(const cell& measured) {
  const auto delay =
      static_cast<double>(measured.params.time(find_scenario_of_waits().wait_parameter).count());
  std::vector<double> beyond;
  for (const auto& each : measured.samples)
    beyond.push_back(std::max(0.0, static_cast<double>(each.wall_ns) - delay) / number(measured.tasks));
  return analysis::median(std::move(beyond)).value_or(0);
}

duration delay_for(std::uint64_t tasks, double opening_ns_per_task) {
  const auto needed = std::chrono::duration<double, std::nano>(2 * number(tasks) * opening_ns_per_task);
  // In whole tens of milliseconds, so that executors that need about the same share a group.
  const auto steps = std::ceil(needed / std::chrono::milliseconds(10));
  return std::max<duration>(least_delay, std::chrono::milliseconds(10) * static_cast<std::int64_t>(steps));
}

runner::run_plan make_first_plan(const cost_options& options, const std::vector<sleep_cell>& sleeps,
                                 const capacity_facts& facts) {
  auto plan = new_plan(options, options.rounds);
  add_noop(plan, options, std::min(lanes_of_noop, thread_room(options, facts)));
  add_sleeps(plan, options, sleeps);
  return plan;
}

runner::run_plan make_further_plan(const cost_options& options, const std::vector<sleep_cell>& sleeps) {
  auto plan = new_plan(options, std::min<std::int64_t>(options.rounds, 3));
  add_sleeps(plan, options, sleeps);
  return plan;
}

runner::run_plan make_counting_plan(const cost_options& options, const std::vector<sleep_cell>& sleeps) {
  auto plan = new_plan(options, 1);
  plan.worker_options = {"--count-allocations"};
  add_sleeps(plan, options, sleeps);
  return plan;
}

}  // namespace concbench::cli
