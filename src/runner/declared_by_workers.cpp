// Compares declarations as JSON, key by key, so that an error can name the key.
#include "runner/declared_by_workers.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include <boost/json.hpp>

#include "core/brought_scenarios.hpp"
#include "core/declaration_json.hpp"
#include "core/registry.hpp"

namespace concbench::runner {
namespace {

namespace json = boost::json;

/// The key about which the two differ, and both values; empty when they agree. What is only for people, and lists of
/// things that have names, do not count.
std::string difference(const json::object& one, const json::object& other) {
  static const json::value none;
  const auto at = [](const json::object& all, std::string_view key) -> const json::value& {
    const auto* found = all.if_contains(key);
    return found == nullptr ? none : *found;
  };
  for (const auto& all : {one, other})
    for (const auto& each : all) {
      const std::string_view key = each.key();
      if (key == "summary" || key == "help" || key == "allowed" || key == "parameters" || key == "counters")
        continue;
      if (at(one, key) != at(other, key))
        return fmt::format("'{}' is {}, and there {}", key, json::serialize(at(one, key)),
                           json::serialize(at(other, key)));
    }
  return "";
}

/// The parameters of a declaration by their names.
std::map<std::string, json::object> parameters_of(const json::object& declaration) {
  std::map<std::string, json::object> all;
  for (const auto& each : declaration.at("parameters").as_array())
    all.emplace(each.at("name").as_string(), each.as_object());
  return all;
}

/// What the two say differently; empty when nothing. Parameters that only one of them has are no clash.
std::string clash_of(const scenario_declaration& one, const scenario_declaration& other) {
  const auto here = to_json(one);
  const auto there = to_json(other);
  if (auto found = difference(here, there); !found.empty()) return found;
  const auto others = parameters_of(there);
  for (const auto& [name, parameter] : parameters_of(here))
    if (const auto same = others.find(name); same != others.end())
      if (const auto found = difference(parameter, same->second); !found.empty())
        return fmt::format("of its parameter '{}' {}", name, found);
  return "";
}

/// The same for a scenario that this program has. Another version of it may have other defaults and ranges, and still do
/// the same work with the same values.
std::string clash_with_own(const scenario_declaration& one, const scenario_declaration& own) {
  const auto here = parameters_of(to_json(one));
  for (const auto& [name, parameter] : parameters_of(to_json(own)))
    if (const auto same = here.find(name); same != here.end())
      if (same->second.at("type") != parameter.at("type"))
        return fmt::format("of its parameter '{}' 'type' is {}, and there {}", name,
                           json::serialize(same->second.at("type")), json::serialize(parameter.at("type")));
  return "";
}

/// The declaration of a scenario, if the worker has one.
const scenario_declaration* declaration_in(const further_worker& worker, std::string_view name) {
  const auto& all = worker.has.declarations;
  const auto found = std::ranges::find(all, name, &scenario_declaration::name);
  return found == all.end() ? nullptr : &*found;
}

void refuse_clash(std::string_view scenario, std::string_view other, const std::string& clash) {
  if (!clash.empty())
    throw usage_error(fmt::format("its declaration of the scenario '{}' clashes with that of {}: {}",
                                  scenario, other, clash));
}

}  // namespace

void adopt_declarations(const further_worker& worker,
                        const std::vector<std::shared_ptr<const further_worker>>& earlier) {
  for (const auto& one : worker.has.declarations) {
    if (const auto* own = known_scenario(one.name); own != nullptr && !is_brought(*own)) {
      refuse_clash(one.name, "concbench itself", clash_with_own(one, *own));
      continue;
    }
    for (const auto& other : earlier)
      if (const auto* same = declaration_in(*other, one.name))
        refuse_clash(one.name, "--worker " + other->name, clash_of(one, *same));
    adopt(one);
  }
}

}  // namespace concbench::runner
