// `concbench list`: what there is, from the declarations.
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/application.hpp"
#include "cli/checked_option.hpp"
#include "cli/columns.hpp"
#include "cli/command_notes.hpp"
#include "cli/executor_choice.hpp"
#include "cli/standard_output.hpp"
#include "cli/terminal.hpp"
#include "cli/value_kind.hpp"
#include "cli/worker_option.hpp"
#include "core/brought_scenarios.hpp"
#include "core/declaration_json.hpp"
#include "core/registry.hpp"
#include "report/terminal/display_text.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

namespace json = boost::json;

json::object describe(const scenario_declaration& one) {
  return to_json(one);
}

json::object describe(const executor_declaration& one) {
  return {{"name", one.name},
          {"summary", one.summary},
          {"default", one.by_default},
          {"unavailable", one.lacks.empty() ? json::value() : json::value(one.lacks)}};
}

template <class Declarations>
json::array describe_all(const Declarations& declarations) {
  json::array list;
  for (const auto& each : declarations) list.push_back(describe(each));
  return list;
}

/// "20ms", or "10ms / 20ms / 1.5s" where the profiles differ.
template <class T>
std::string defaults_in_short(const per_profile<T>& values) {
  if (values.quick == values.standard && values.standard == values.tutorial)
    return fmt::format("{}", values.standard);
  return fmt::format("{} / {} / {}", values.quick, values.standard, values.tutorial);
}

using lines = std::vector<std::string>;

constexpr int margin = 2;

constexpr int column = 21;  // where the descriptions of parameters begin: the longest name is 15 letters

void append_scenario(lines& to, const scenario_declaration& one, const text_style& style) {
  const auto add = [&](const std::string& name, const std::string& about) {
    append(to, in_columns(name, about, 2 * margin, column, style));
  };
  append(to, in_columns(one.name, one.summary, margin, column - margin, style));
  add("-n tasks", fmt::format("{} (1 to {})", defaults_in_short(one.tasks), one.max_tasks));
  for (const auto& each : one.parameters) {
    const auto standard = each.name == one.required_parameter ? "required" : defaults_in_short(each.defaults);
    add(each.name, fmt::format("{}{}{}", standard, standard.empty() ? "" : ": ", each.help));
    add("", fmt::format("allowed: {}", each.allowed()));
  }
}

void append_executor(lines& to, const executor_declaration& one, const text_style& style) {
  append(to, in_columns(one.name,
                        fmt::format("{}{}{}", one.summary, one.by_default ? " (default)" : "",
                                    one.lacks.empty() ? "" : fmt::format(" (n/a: {})", one.lacks)),
                        margin, column - margin, style));
}

std::string list_as_json(bool with_scenarios, bool with_executors) {
  json::object text;
  if (with_scenarios) text["scenarios"] = describe_all(scenarios());
  if (with_executors) text["executors"] = describe_all(executors());
  return json::serialize(text) + "\n";
}

std::string list_as_text(bool with_scenarios, bool with_executors, const text_style& style) {
  lines all;
  if (with_scenarios) {
    append(
        all,
        wrap(
            "Scenarios, with the parameters for -p (defaults: quick / standard / tutorial where they differ)",
            0, style));
    for (const auto& each : scenarios()) append_scenario(all, each, style);
  }
  if (with_scenarios && with_executors) all.emplace_back();
  if (with_executors) {
    all.emplace_back("Executors, for -e");
    for (const auto& each : executors()) append_executor(all, each, style);
  }
  all.emplace_back();
  append(all,
         wrap("concbench explain NAME says more of one: how it works, and why models win or lose", 0, style));
  return joined(all);
}

/// One scenario or executor, under its name.
std::string list_one(const std::string& name, bool as_json, const text_style& style) {
  const auto* scenario = known_scenario(name);
  const auto* executor = known_executor(name);
  if (scenario == nullptr && executor == nullptr) {
    std::vector<std::string> known{"all", "scenarios", "executors"};
    for (const auto& each : scenarios()) known.push_back(each.name);
    for (const auto& each : executors()) known.push_back(each.name);
    throw usage_error(fmt::format("there is no scenario or executor {}{}", in_quotes(name),
                                  suggestion_or_list(name, known)));
  }
  if (as_json) return json::serialize(scenario != nullptr ? describe(*scenario) : describe(*executor)) + "\n";
  lines all;
  if (scenario != nullptr) {
    append_scenario(all, *scenario, style);
  } else {
    append_executor(all, *executor, style);
  }
  if (scenario != nullptr && is_brought(*scenario)) return joined(all);  // the reference pages do not have it
  all.emplace_back();
  append(all, wrap(fmt::format("concbench explain {} says how it works, and why models win or lose", name), 0,
                   style));
  return joined(all);
}

struct list_options {
  std::string what = "all";
  bool json = false;
  std::vector<std::string> workers = {};
};

int list(const list_options& options) {
  const auto workers = describe_workers(options.workers, patience_with_workers);
  const auto what = scenario_called(options.what, workers);
  const bool as_json = options.json;
  const auto style = style_of_standard_output({.color = color_choice::never});
  const bool scenarios_too = what != "executors";
  const bool executors_too = what != "scenarios";
  const bool by_kind = what == "all" || !scenarios_too || !executors_too;
  const auto text = !by_kind  ? list_one(what, as_json, style)
                    : as_json ? list_as_json(scenarios_too, executors_too)
                              : list_as_text(scenarios_too, executors_too, style);
  return print(text, "the list") ? 0 : 1;
}

}  // namespace

void add_list(CLI::App& app, action& chosen) {
  auto given = std::make_shared<list_options>();
  auto* command =
      add_command(app, "list", "Lists scenarios and executors, with parameters, defaults, ranges and units",
                  {
                      .examples = {{"concbench list scenarios"},
                                   {"concbench list file-io"},
                                   {"concbench list --json"},
                                   {"concbench list scenarios --worker mine=./mine",
                                    "with those that a worker of your own brings (docs/your-own-code.md)"}},
                      .exit_codes = {{0, "fine"},
                                     {1, "the output cannot be written"},
                                     {2, "bad usage, or a worker that cannot describe itself"},
                                     {130, "interrupted"}},
                  });
  command->add_option("what", given->what, "scenarios, executors, all (default), or the name of one of them")
      ->type_name(type_name(value_kind::listed));
  command
      ->add_option(
          "--worker", given->workers,
          "A further worker program (see 'concbench run --help'): its scenarios are listed as well. Repeatable")
      ->allow_extra_args(false)
      ->type_name(type_name(value_kind::worker));
  command->add_flag("--json", given->json, "As JSON, the same as --format json");
  add_choice<bool>(*command, "--format", given->json, {{"table", false}, {"json", true}},
                   "What standard output holds (default: table)");
  command->callback([&chosen, given] { chosen = [given] { return list(*given); }; });
}

}  // namespace concbench::cli
