// Words to candidates.
#include "cli/completion.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/assignment.hpp"
#include "cli/command_tree.hpp"
#include "cli/given_values.hpp"
#include "cli/ready_workers.hpp"
#include "cli/value_kind.hpp"
#include "core/registry.hpp"

namespace concbench::cli {
namespace {

/// What the words before the last one mean.
struct typed_so_far {
  const CLI::App* command;
  const CLI::Option* awaits = nullptr;  ///< the option whose value comes next
  bool only_arguments = false;          ///< after "--"
  std::vector<std::string> arguments = {};
};

/// The option that "--tasks" or "-n", also behind flags as in "-qn", leaves without its value; null when
/// none.
const CLI::Option* awaiting(const CLI::App& command, const std::string& word) {
  const auto use = use_in(command, word);
  return use.value == word.size() ? use.option : nullptr;
}

typed_so_far read(const CLI::App& app, const std::vector<std::string>& words) {
  typed_so_far so_far{&app};
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const auto& word = words[i];
    const bool may_be_option = so_far.awaits == nullptr && !so_far.only_arguments;
    const auto* command = may_be_option && so_far.command == &app ? find_command(app, word) : nullptr;
    if (so_far.awaits != nullptr) {
      so_far.awaits = nullptr;
    } else if (may_be_option && word == "--") {
      so_far.only_arguments = true;
    } else if (may_be_option && word.starts_with('-') && word.size() > 1) {
      so_far.awaits = awaiting(*so_far.command, word);
    } else if (command != nullptr) {
      so_far.command = command;
    } else {
      so_far.arguments.push_back(word);
    }
  }
  return so_far;
}

/// Where the last part of a comma-separated list begins.
std::size_t last_part(std::string_view list) {
  return list.find_last_of(',') + 1;  // 0 when there is no comma
}

std::set<std::string> parts_before(std::string_view list, std::size_t end) {
  std::set<std::string> parts;
  for (std::size_t start = 0; start < end;) {
    const auto comma = list.find(',', start);
    parts.emplace(list.substr(start, comma - start));
    start = comma + 1;
  }
  return parts;
}

std::vector<candidate> executor_names() {
  std::vector<candidate> names;
  for (const auto& each : executors()) names.push_back({each.name, each.summary});
  return names;
}

completion executor_list(const std::string& text, bool with_groups) {
  completion offered{completion_kind::parts};
  const auto start = last_part(text);
  offered.kept = text.substr(0, start);
  const auto before = parts_before(text, start);
  for (auto& each : executor_names())
    if (!before.contains(each.text)) offered.candidates.push_back(std::move(each));
  if (with_groups && start == 0) {
    offered.candidates.push_back({"all", "every executor"});
    offered.candidates.push_back({"default", "those that take part unasked"});
  }
  return offered;
}

completion scenario_names(const std::vector<std::string>& chosen) {
  completion offered;
  for (const auto& each : scenarios())
    if (std::ranges::find(chosen, each.name) == chosen.end())
      offered.candidates.push_back({each.name, each.summary});
  if (chosen.empty()) offered.candidates.push_back({"all", "every scenario"});
  return offered;
}

/// The scenarios that the command line names, or all.
std::vector<const scenario_declaration*> chosen_scenarios(const std::vector<std::string>& arguments) {
  std::vector<const scenario_declaration*> chosen;
  const bool named =
      std::ranges::any_of(arguments, [](const auto& each) { return known_scenario(each) != nullptr; }) &&
      std::ranges::find(arguments, "all") == arguments.end();
  for (const auto& each : scenarios())
    if (!named || std::ranges::find(arguments, each.name) != arguments.end()) chosen.push_back(&each);
  return chosen;
}

candidate key_of(const parameter& one, const std::string& prefix) {
  return {prefix + one.name + "=", fmt::format("{} ({})", one.help, one.allowed())};
}

/// "key=" of every parameter, and "scenario." where there is more than one to choose from; after the dot, the
/// keys of that scenario.
completion keys(const std::string& text, const std::vector<const scenario_declaration*>& chosen, bool swept) {
  completion offered{completion_kind::parts};
  std::set<std::string> known;
  const auto dot = text.find('.');
  for (const auto* scenario : chosen) {
    const bool this_one = dot != std::string::npos && text.substr(0, dot) == scenario->name;
    if (dot != std::string::npos && !this_one) continue;
    for (const auto& each : scenario->parameters)
      if (known.insert(each.name).second)
        offered.candidates.push_back(key_of(each, this_one ? scenario->name + "." : ""));
  }
  if (dot != std::string::npos) return offered;
  if (chosen.size() > 1)
    for (const auto* scenario : chosen)
      if (!scenario->parameters.empty())
        offered.candidates.push_back({scenario->name + ".", scenario->summary});
  if (swept) {
    offered.candidates.push_back({"tasks=", "how many tasks there are"});
    offered.candidates.push_back({"concurrency=", "how many of them may be alive at once"});
  }
  return offered;
}

/// After the "=": words and folders. A sweep takes a list of words.
completion value_of_parameter(const parameter& one, const std::string& text, std::size_t start, bool swept) {
  if (one.type == parameter_type::folder) return {completion_kind::folders, text.substr(0, start)};
  if (swept) start = std::max(start, last_part(text));
  completion offered{swept ? completion_kind::parts : completion_kind::words, text.substr(0, start)};
  for (const auto& each : one.choices) offered.candidates.push_back({each, ""});
  return offered;
}

completion assignments(const std::string& text, const std::vector<std::string>& arguments, bool swept) {
  const auto chosen = chosen_scenarios(arguments);
  const auto equals = text.find('=');
  if (equals == std::string::npos) return keys(text, chosen, swept);
  const auto name = std::string_view(text).substr(0, equals);
  const auto dot = name.find('.');
  for (const auto* scenario : chosen) {
    if (dot != std::string_view::npos && name.substr(0, dot) != scenario->name) continue;
    if (const auto* one = find_parameter(*scenario, name.substr(dot + 1)))  // npos + 1 is 0
      return value_of_parameter(*one, text, equals + 1, swept);
  }
  return {};
}

completion worker_names() {
  completion offered;
  for (auto& each : ready_workers()) offered.candidates.push_back({std::move(each), ""});
  return offered;
}

completion commands(const CLI::App& app) {
  completion offered;
  for (const auto* each : visible_commands(app))
    offered.candidates.push_back({each->get_name(), each->get_description()});
  return offered;
}

/// What comes `first`, then all scenarios and executors.
completion declared_names(std::vector<candidate> first) {
  completion offered{completion_kind::words, "", std::move(first)};
  for (const auto& each : scenarios()) offered.candidates.push_back({each.name, each.summary});
  std::ranges::copy(executor_names(), std::back_inserter(offered.candidates));
  return offered;
}

/// What the value of `option` may be, of which `text` has been typed.
completion value_of(const CLI::App& app, const CLI::Option& option, const std::string& text,
                    const std::vector<std::string>& arguments) {
  switch (kind_of_value(option)) {
    case value_kind::choice: {
      completion offered;
      for (auto& each : choices_of(option)) offered.candidates.push_back({std::move(each), ""});
      return offered;
    }
    case value_kind::command:
      return commands(app);
    case value_kind::file:
      return {completion_kind::files};
    case value_kind::folder:
      return {completion_kind::folders};
    case value_kind::executor:
      return {completion_kind::words, "", executor_names()};
    case value_kind::executors:
      return executor_list(text, true);
    case value_kind::old_and_new:
      return executor_list(text, false);
    case value_kind::scenario:
      return scenario_names(arguments);
    case value_kind::listed:
      return declared_names({{"all", ""}, {"scenarios", ""}, {"executors", ""}});
    case value_kind::declared:
      return declared_names({});
    case value_kind::assignment:
      return assignments(text, arguments, false);
    case value_kind::several_values:
      return assignments(text, arguments, true);
    case value_kind::worker:
      return worker_names();
    case value_kind::header:
    case value_kind::data:
    case value_kind::other:
      break;
  }
  return {};
}

completion option_candidates(const CLI::App& command) {
  completion offered;
  for (const auto* each : options_of(command))
    for (auto& name : names_of(*each))
      offered.candidates.push_back({std::move(name), each->get_description()});
  return offered;
}

completion arguments(const CLI::App& app, const typed_so_far& so_far, const std::string& text) {
  const auto declared = arguments_of(*so_far.command);
  if (declared.empty()) return {};
  const auto place = so_far.arguments.size();
  if (place < declared.size()) return value_of(app, *declared[place], text, so_far.arguments);
  if (takes_many(*declared.back())) return value_of(app, *declared.back(), text, so_far.arguments);
  return {};
}

}  // namespace

completion complete(const CLI::App& app, const std::vector<std::string>& words) {
  const std::string last = words.empty() ? "" : words.back();
  const auto so_far = read(app, words);
  const auto& command = *so_far.command;
  if (so_far.awaits != nullptr) return value_of(app, *so_far.awaits, last, so_far.arguments);
  if (so_far.only_arguments) return arguments(app, so_far, last);
  const auto equals = last.find('=');
  if (last.starts_with("--") && equals != std::string::npos) {
    const auto* option = option_called(command, last.substr(0, equals));
    if (option == nullptr || !takes_value(*option)) return {};
    auto offered = value_of(app, *option, last.substr(equals + 1), so_far.arguments);
    offered.kept.insert(0, last.substr(0, equals + 1));
    return offered;
  }
  if (last.starts_with('-')) return option_candidates(command);
  if (&command != &app) return arguments(app, so_far, last);
  return so_far.arguments.empty() ? commands(app)
                                  : completion{};  // nothing after a command that there is not
}

std::string to_lines(const completion& offered) {
  constexpr std::string_view kinds[] = {"words", "parts", "files", "folders"};
  auto text = fmt::format("{}\n{}\n", kinds[static_cast<std::size_t>(offered.kind)], offered.kept);
  for (const auto& each : offered.candidates)
    text += fmt::format("{}\t{}\n", each.text, on_one_line(each.about));
  return text;
}

}  // namespace concbench::cli
