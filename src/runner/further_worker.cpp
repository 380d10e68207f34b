// Asking a program what it can do, and telling it no more than it needs to know.
#include "runner/further_worker.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "runner/worker_process.hpp"
#include "system/child_process.hpp"
#include "system/units.hpp"

namespace concbench::runner {
namespace {

/// This program's executors and scenarios, and no parameter for certain.
worker_abilities assumed_abilities() {
  auto has = worker_abilities::own();
  for (auto& [scenario, names] : has.parameters) names.clear();
  has.keys.clear();
  return has;
}

bool refuses_to_describe(const child_outcome& outcome) {
  const auto line = last_line(outcome.errors);
  return outcome.status.code == refused_spec && line.find("action") != std::string::npos &&
         line.find("describe") != std::string::npos;
}

}  // namespace

std::string full_name(const further_worker* owner, const std::string& executor) {
  return owner == nullptr ? executor : owner->name + ":" + executor;
}

worker_abilities ask_abilities(const std::vector<std::string>& command, duration limit, int interrupt) {
  child_process worker(command, to_text(worker_spec{.action = worker_action::describe, .scenario = ""}));
  const auto outcome = run_to_end(worker, limit, interrupt);
  if (outcome.how == child_outcome::end::interrupted) throw interrupted();
  if (outcome.how == child_outcome::end::flooded)
    throw std::runtime_error(fmt::format("asked to describe itself it {}", flooded_text));
  if (outcome.how == child_outcome::end::timed_out)
    throw std::runtime_error(
        fmt::format("it did not describe itself within {}; --timeout allows more", exact_text(limit)));
  if (refuses_to_describe(outcome)) return assumed_abilities();
  if (!outcome.status.success()) {
    const auto line = last_line(outcome.errors);
    throw std::runtime_error(fmt::format("asked to describe itself it {}{}{}", outcome.status.text(),
                                         line.empty() ? "" : ": ", line));
  }
  try {
    return read_abilities(outcome.output);
  } catch (const std::runtime_error& e) {
    throw std::runtime_error(fmt::format("asked to describe itself it gave no description: {}", e.what()));
  }
}

parameter_values values_for(const further_worker& worker, const scenario_declaration& scenario,
                            const parameter_values& values) {
  const auto known = worker.has.parameters.find(scenario.name);
  if (known == worker.has.parameters.end()) return values;
  const parameter_values defaults(scenario.parameters, profile::standard);
  parameter_values sent;
  for (const auto& each : values)
    if (std::ranges::find(known->second, each.name) != known->second.end() ||
        each.text != defaults.shown(each.name))
      sent.set(each);
  return sent;
}

}  // namespace concbench::runner
