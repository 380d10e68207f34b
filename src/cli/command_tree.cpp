// The tree of CLI11, filtered.
#include "cli/command_tree.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace concbench::cli {
namespace {

std::vector<const CLI::Option*> visible_options(const CLI::App& command, bool by_place) {
  return command.get_options([by_place](const CLI::Option* one) {
    return !one->get_group().empty() && one->get_positional() == by_place;
  });
}

}  // namespace

std::vector<const CLI::App*> visible_commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); });
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* each : visible_commands(app)) names.push_back(each->get_name());
  return names;
}

const CLI::App* find_command(const CLI::App& app, std::string_view name) {
  const auto all = app.get_subcommands([](const CLI::App*) { return true; });
  const auto found = std::ranges::find(all, name, &CLI::App::get_name);
  return found == all.end() ? nullptr : *found;
}

std::vector<const CLI::Option*> options_of(const CLI::App& command) {
  return visible_options(command, false);
}

std::vector<const CLI::Option*> arguments_of(const CLI::App& command) {
  return visible_options(command, true);
}

std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const auto& each : option.get_snames()) names.push_back("-" + each);
  for (const auto& each : option.get_lnames()) names.push_back("--" + each);
  return names;
}

bool takes_many(const CLI::Option& option) {
  return option.get_items_expected_max() > 1;
}

std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace concbench::cli
