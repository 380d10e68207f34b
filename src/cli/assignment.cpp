// Splitting, looking up, refusing.
#include "cli/assignment.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/registry.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {

assignment parse_assignment(std::string_view option, std::string_view example, const std::string& text,
                            const std::vector<std::string>& scenario_names) {
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string::npos)
    throw usage_error(
        fmt::format("{} {} is not key=value, for example {} {}", option, in_quotes(text), option, example));
  const auto left = text.substr(0, equals);
  const auto dot = left.find('.');
  assignment parsed{text, dot == std::string::npos ? "" : left.substr(0, dot),
                    dot == std::string::npos ? left : left.substr(dot + 1), text.substr(equals + 1)};
  if (!parsed.scenario.empty() && std::ranges::find(scenario_names, parsed.scenario) == scenario_names.end())
    throw usage_error(fmt::format("{} {}: no chosen scenario is called {}{}", option, in_quotes(left),
                                  in_quotes(parsed.scenario), suggestion(parsed.scenario, scenario_names)));
  return parsed;
}

const parameter* find_parameter(const scenario_declaration& declared, std::string_view key) {
  const auto found = std::ranges::find(declared.parameters, key, &parameter::name);
  return found == declared.parameters.end() ? nullptr : &*found;
}

void refuse_unknown_key(const assignment& given, const std::vector<std::string>& scenario_names,
                        std::vector<std::string> further) {
  auto& known = further;
  for (const auto& name : scenario_names) {
    if (!given.concerns(find_scenario(name))) continue;
    for (const auto& each : find_scenario(name).parameters)
      if (std::ranges::find(known, each.name) == known.end()) known.push_back(each.name);
  }
  throw usage_error(fmt::format("no chosen scenario has a parameter {}{}", in_quotes(given.key),
                                suggestion(given.key, known)));
}

}  // namespace concbench::cli
