// `concbench explain`: what the reference says of one executor or scenario.
#include <memory>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/checked_option.hpp"
#include "cli/command_notes.hpp"
#include "cli/markdown_text.hpp"
#include "cli/reference_section.hpp"
#include "cli/standard_output.hpp"
#include "cli/terminal.hpp"
#include "cli/text_options.hpp"
#include "cli/value_kind.hpp"
#include "core/registry.hpp"
#include "report/terminal/display_text.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

struct explain_options {
  std::string name;
  bool markdown = false;
  text_choice text = {};
};

[[noreturn]] void refuse_unknown(const std::string& name) {
  std::vector<std::string> known;
  for (const auto& each : scenarios()) known.push_back(each.name);
  for (const auto& each : executors()) known.push_back(each.name);
  throw usage_error(
      fmt::format("there is no scenario or executor {}{}", in_quotes(name), suggestion_or_list(name, known)));
}

/// Where to find the rest.
std::string pointer(const std::string& name) {
  return known_scenario(name) != nullptr ? fmt::format("Its parameters: concbench list {}", name)
                                         : fmt::format("What a task costs here: concbench cost -e {}", name);
}

/// What there is to explain, by its names.
std::string subjects() {
  const auto line = [](std::string_view kind, const auto& declared) {
    std::vector<std::string> names;
    for (const auto& each : declared) names.push_back(each.name);
    return fmt::format("{}: {}", kind, fmt::join(names, ", "));
  };
  return joined({line("executors", executors()), "", line("scenarios", scenarios()), "",
                 "concbench explain NAME says how one works, when to use it, and why it wins or loses"});
}

int explain(const explain_options& options) {
  if (options.name.empty())
    return print(readable(subjects(), style_of_standard_output(options.text)), "the names") ? 0 : 1;
  const auto section = reference_section(options.name);
  if (!section) refuse_unknown(options.name);
  if (options.markdown) return print(*section, "the section") ? 0 : 1;
  const auto style = style_of_standard_output(options.text);
  const auto text = readable(*section, style) + joined({"", paint(pointer(options.name), ink::dim, style)});
  return print(text, "the section") ? 0 : 1;
}

}  // namespace

void add_explain(CLI::App& app, action& chosen) {
  auto options = std::make_shared<explain_options>();
  auto* command = add_command(
      app, "explain",
      "Explains an executor or a scenario: how it works, when to use it, and why it wins or loses",
      {
          .examples = {{"concbench explain coroutines"},
                       {"concbench explain file-io"},
                       {"concbench explain threads --format markdown"}},
          .exit_codes = {{0, "fine"}, {1, "the output cannot be written"}, {2, "bad usage"}},
      });
  command->add_option("name", options->name, "The executor or the scenario; without it, the names of all")
      ->type_name(type_name(value_kind::declared));
  add_choice<bool>(*command, "--format", options->markdown, {{"text", false}, {"markdown", true}},
                   "What standard output holds (default: text)");
  add_text_options(*command, options->text);
  command->callback([&chosen, options] { chosen = [options] { return explain(*options); }; });
}

}  // namespace concbench::cli
