// Registration before main(), sorted look-up after.
#include "core/registry.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "core/brought_scenarios.hpp"
#include "core/warm_batches.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

template <class Declaration>
std::vector<Declaration>& all() {
  static std::vector<Declaration> declarations;
  return declarations;
}

template <class Declaration>
void insert(Declaration declaration) {
  const auto key = [](const Declaration& d) { return std::tie(d.order, d.name); };
  auto& list = all<Declaration>();
  list.insert(std::ranges::upper_bound(list, key(declaration), {}, key), std::move(declaration));
}

template <class Declaration, class Predicate>
const Declaration* first_where(const std::vector<Declaration>& list, Predicate wanted) {
  const auto found = std::ranges::find_if(list, wanted);
  return found == list.end() ? nullptr : &*found;
}

template <class Declaration>
const Declaration* known(std::string_view name) {
  return first_where(all<Declaration>(), [&](const Declaration& each) { return each.name == name; });
}

const scenario_declaration& require(const scenario_declaration* declared, const char* what) {
  if (declared == nullptr) throw std::logic_error(std::string("no scenario of this build declares ") + what);
  return *declared;
}

template <class Declaration>
const Declaration& find(std::string_view name, std::string_view kind) {
  if (const auto* found = known<Declaration>(name)) return *found;
  std::vector<std::string> names;
  for (const auto& each : all<Declaration>()) names.push_back(each.name);
  throw usage_error("unknown " + std::string(kind) + " " + in_quotes(name) + suggestion(name, names));
}

}  // namespace

const std::vector<scenario_declaration>& scenarios() {
  return all<scenario_declaration>();
}
const std::vector<executor_declaration>& executors() {
  return all<executor_declaration>();
}

const scenario_declaration* known_scenario(std::string_view name) {
  return known<scenario_declaration>(name);
}
const executor_declaration* known_executor(std::string_view name) {
  return known<executor_declaration>(name);
}

const scenario_declaration& find_scenario(std::string_view name) {
  return find<scenario_declaration>(name, "scenario");
}
const executor_declaration& find_executor(std::string_view name) {
  return find<executor_declaration>(name, "executor");
}

std::vector<std::string> scenarios_that(bool scenario_declaration::* flag) {
  std::vector<std::string> names;
  for (const auto& each : scenarios())
    if (each.*flag) names.push_back(each.name);
  return names;
}

const scenario_declaration* scenario_of_empty_tasks() {
  return first_where(scenarios(), [](const auto& each) { return each.empty_tasks; });
}
const scenario_declaration* scenario_of_waits() {
  return first_where(scenarios(), [](const auto& each) { return !each.wait_parameter.empty(); });
}
const scenario_declaration& find_scenario_of_empty_tasks() {
  return require(scenario_of_empty_tasks(), "empty_tasks");
}
const scenario_declaration& find_scenario_of_waits() {
  return require(scenario_of_waits(), "a wait_parameter");
}
const executor_declaration* baseline_executor() {
  return first_where(executors(), [](const auto& each) { return each.is_baseline; });
}
const executor_declaration* noise_executor() {
  return first_where(executors(), [](const auto& each) { return each.shows_noise; });
}

registration::registration(scenario_declaration declaration) {
  declaration.parameters.push_back(warm_parameter());
  if (declaration.expected)
    declaration.expected = [once = std::move(declaration.expected)](const scenario_setup& setup) {
      return times(once(setup), 1 + warm_batches(setup.params));
    };
  insert(std::move(declaration));
}
registration::registration(executor_declaration declaration) {
  insert(std::move(declaration));
}

void adopt(scenario_declaration declaration) {
  auto& list = all<scenario_declaration>();
  const auto known = std::ranges::find(list, declaration.name, &scenario_declaration::name);
  if (known == list.end()) {
    declaration.order = std::numeric_limits<int>::max();
    list.push_back(std::move(declaration));
    return;
  }
  for (auto& each : declaration.parameters)
    if (std::ranges::find(known->parameters, each.name, &parameter::name) == known->parameters.end())
      known->parameters.push_back(std::move(each));
}

bool is_brought(const scenario_declaration& declared) noexcept {
  return !declared.make;
}

}  // namespace concbench
