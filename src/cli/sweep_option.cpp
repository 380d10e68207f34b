// Names, values, and all their combinations.
#include "cli/sweep_option.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/registry.hpp"
#include "core/value_list.hpp"
#include "system/counted.hpp"

namespace concbench::cli {
namespace {

/// What -n and -c set can be swept like any parameter.
const std::vector<std::string> sizes{"tasks", "concurrency"};

/// The declaration that the values of `given` are read with; empty when `declared` has no such parameter.
std::optional<parameter> swept_parameter(const assignment& given, const scenario_declaration& declared) {
  if (!given.concerns(declared)) return {};
  if (std::ranges::find(sizes, given.key) != sizes.end())
    return parameter{.name = given.key,
                     .type = parameter_type::count,
                     .defaults = std::string("1"),
                     .help = "",
                     .minimum = "1",
                     .maximum = fmt::format("{}", declared.max_tasks)};
  const auto* found = find_parameter(declared, given.key);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<std::vector<parameter_value>> values_for(const assignment& given,
                                                       const scenario_declaration& declared) {
  const auto parameter = swept_parameter(given, declared);
  if (!parameter) return {};
  try {
    return parse_value_list(*parameter, given.value, sweep_options::most_points);
  } catch (const usage_error& e) {
    throw usage_error(fmt::format("{}: {}", declared.name, e.what()));
  }
}

sweep describe(const assignment& given, const std::vector<std::string>& scenario_names) {
  for (const auto& name : scenario_names)
    if (const auto values = values_for(given, find_scenario(name))) {
      sweep described{given.name(), {}};
      for (const auto& each : *values) described.values.push_back(each.text);
      return described;
    }
  refuse_unknown_key(given, scenario_names, sizes);
}

/// Whether both would set the same parameter of a scenario.
bool clash(const assignment& a, const assignment& b) {
  return a.key == b.key && (a.scenario.empty() || b.scenario.empty() || a.scenario == b.scenario);
}

}  // namespace

sweep_options::sweep_options(const std::vector<std::string>& texts,
                             const std::vector<std::string>& scenario_names,
                             const std::vector<assignment>& fixed) {
  if (texts.size() > most_sweeps)
    throw usage_error(fmt::format("--sweep was given {} times: allowed is {}", texts.size(), most_sweeps));
  std::size_t points = 1;
  for (const auto& text : texts) {
    const auto given = parse_assignment("--sweep", "tasks=1..1000:x10", text, scenario_names);
    for (const auto& set : fixed)
      if (clash(given, set))
        throw usage_error(fmt::format("{} is both swept and set: leave out --sweep {} or {}", given.name(),
                                      text, set.text));
    for (const auto& other : given_)
      if (clash(given, other))
        throw usage_error(
            fmt::format("{} is swept twice: write one --sweep with all its values", given.name()));
    described_.push_back(describe(given, scenario_names));
    points *= described_.back().values.size();
    given_.push_back(given);
  }
  if (points > most_points)
    throw usage_error(fmt::format("the sweeps have {} points together: allowed are {}", points, most_points));
}

std::vector<sweep_point> sweep_options::points_of(const scenario_declaration& declared) const {
  std::vector<sweep_point> points{{}};
  for (const auto& given : given_) {
    const auto values = values_for(given, declared);
    if (!values) continue;
    std::vector<sweep_point> longer;
    for (const auto& value : *values)
      for (auto point : points) {
        point.push_back(value);
        longer.push_back(std::move(point));
      }
    points = std::move(longer);
  }
  return points;
}

std::uint64_t count_of(const parameter_value& value) {
  return static_cast<std::uint64_t>(std::get<std::int64_t>(value.value));
}

bool idle_limits::leaves_out(const sweep_point& point, std::uint64_t tasks) {
  const auto limit = std::ranges::find(point, "concurrency", &parameter_value::name);
  if (limit == point.end()) return false;
  auto& most_tasks = most_tasks_[count_of(*limit)];
  most_tasks = std::max(most_tasks, tasks);
  return count_of(*limit) > tasks;
}

void idle_limits::refuse_useless(std::string_view scenario) const {
  for (const auto& [limit, tasks] : most_tasks_)
    if (limit > tasks)
      throw usage_error(
          fmt::format("cannot sweep concurrency up to {}: {} has {}; give it more (-n), or end the "
                      "sweep at {}",
                      limit, scenario, counted(tasks, "task"), tasks));
}

std::string to_text(const sweep_point& point) {
  std::vector<std::string> parts;
  for (const auto& each : point) parts.push_back(fmt::format("{}={}", each.name, each.text));
  return fmt::format("{}", fmt::join(parts, " "));
}

}  // namespace concbench::cli
