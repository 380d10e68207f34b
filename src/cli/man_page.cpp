// One function a section.
#include "cli/man_page.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/command_notes.hpp"
#include "cli/command_tree.hpp"
#include "cli/roff.hpp"
#include "cli/value_kind.hpp"
#include "core/registry.hpp"

namespace concbench::cli {
namespace {

using roff::bold;
using roff::escaped;
using roff::italic;
using roff::tagged;

/// What changes how the program behaves and is no option.
constexpr auto environment_variables = R"(.TP
.B COLUMNS
Width of tables and charts, 40 to 1000. Without it they are as wide as the terminal, also where standard output is a pipe and standard error the terminal, or 100 columns where there is none.
.TP
.B NO_COLOR
No colours unless \fB\-\-color always\fR asks for them.
.TP
.BR FORCE_COLOR ", " CLICOLOR_FORCE
Colours also where there is no terminal, unless NO_COLOR is set too, or the value is 0.
.TP
.B CLICOLOR
With the value 0: no colours.
.TP
.B TERM
.B dumb
means no colours, no progress line and no characters beyond ASCII.
.TP
.BR LC_ALL ", " LC_CTYPE ", " LANG
Characters beyond ASCII are written where their encoding is UTF\-8.
.TP
.B TMPDIR
The folder in which runs keep their files; they remove them at their end. The default is
.IR /tmp .
.TP
.BR PGPASSWORD ", " PGPASSFILE ", " PGCONNECT_TIMEOUT
and the other variables of libpq: how scenario
.B database
reaches PostgreSQL.
)";

std::string command_line(const CLI::App& app, const CLI::App& command) {
  return &app == &command ? app.get_name() : app.get_name() + " " + command.get_name();
}

/// "Runs scenarios." as it stands after a name and a dash: "runs scenarios".
std::string as_clause(std::string text) {
  if (!text.empty()) text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string as_sentence(std::string text) {
  if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  if (!text.empty() && !text.ends_with('.')) text += '.';
  return text;
}

/// "FILE", or "table|json" with its words in bold.
std::string value_text(const CLI::Option& option) {
  if (kind_of_value(option) != value_kind::choice) return italic(option.get_type_name());
  std::string text;
  for (const auto& each : choices_of(option)) text += (text.empty() ? "" : "|") + bold(each);
  return text;
}

std::string argument_name(const CLI::Option& argument) {
  return italic(argument.get_name(true)) + (takes_many(argument) ? escaped(" …") : "");
}

std::string synopsis(const CLI::App& app, const CLI::App& command) {
  auto text = bold(command_line(app, command));
  if (&app == &command) return text + " " + italic("COMMAND") + " [" + italic("OPTION") + escaped(" …]");
  text += " [" + italic("OPTION") + escaped(" …]");
  for (const auto* each : arguments_of(command))
    text += each->get_required() ? " " + argument_name(*each) : " [" + argument_name(*each) + "]";
  return text;
}

std::string option_tag(const CLI::Option& option) {
  std::string tag;
  for (const auto& name : names_of(option)) tag += (tag.empty() ? "" : ", ") + bold(name);
  return takes_value(option) ? tag + " " + value_text(option) : tag;
}

std::string option_text(const CLI::Option& option) {
  auto text = escaped(as_sentence(on_one_line(option.get_description())));
  if (!option.get_default_str().empty())
    text += fmt::format(" The default is {}.", bold(option.get_default_str()));
  return text;
}

std::string commands_section(const CLI::App& app) {
  auto text = roff::section("COMMANDS");
  for (const auto* each : visible_commands(app))
    text += tagged(bold(page_name(app, *each)) + "(1)", escaped(as_sentence(each->get_description())));
  return text;
}

std::string options_section(const CLI::App& command) {
  std::string text;
  if (const auto arguments = arguments_of(command); !arguments.empty()) {
    text += roff::section("ARGUMENTS");
    for (const auto* each : arguments) {
      const bool words = kind_of_value(*each) == value_kind::choice;
      text += tagged(argument_name(*each) + (words ? ": " + value_text(*each) : ""), option_text(*each));
    }
  }
  text += roff::section("OPTIONS");
  for (const auto* each : options_of(command)) text += tagged(option_tag(*each), option_text(*each));
  return text;
}

/// "20ms", or "10ms quick, 20ms standard, 1.5s tutorial" where the profiles differ.
template <class T>
std::string defaults_text(const per_profile<T>& values) {
  const auto one = [](const T& value) {
    const auto text = fmt::format("{}", value);
    return text.empty() ? std::string("none") : text;
  };
  if (values.quick == values.standard && values.standard == values.tutorial) return one(values.standard);
  return fmt::format("{} ({}), {} ({}), {} ({})", one(values.quick), to_string(profile::quick),
                     one(values.standard), to_string(profile::standard), one(values.tutorial),
                     to_string(profile::tutorial));
}

std::string parameter_text(const parameter& one, bool required) {
  return fmt::format("{} Allowed: {}. {}.", as_sentence(one.help), one.allowed(),
                     required ? "It must be given" : "Default: " + defaults_text(one.defaults));
}

std::string scenarios_section() {
  auto text = roff::section("SCENARIOS AND THEIR PARAMETERS");
  for (const auto& each : scenarios()) {
    text +=
        tagged(bold(each.name), escaped(fmt::format("{} Tasks: {}, at most {}.", as_sentence(each.summary),
                                                    defaults_text(each.tasks), each.max_tasks)));
    std::string parameters;
    for (const auto& one : each.parameters)
      parameters += tagged(bold(one.name), escaped(parameter_text(one, one.name == each.required_parameter)));
    if (!parameters.empty()) text += roff::indented(parameters);
  }
  return text;
}

std::string executors_section() {
  auto text = roff::section("EXECUTORS");
  for (const auto& each : executors()) {
    auto about = as_sentence(each.summary);
    if (each.by_default) about += " One of the default ones.";
    if (!each.lacks.empty()) about += fmt::format(" Not in this build: {}.", each.lacks);
    text += tagged(bold(each.name), escaped(about));
  }
  return text;
}

std::string registry_sections(const CLI::App& command) {
  const auto takes = [&](value_kind kind) {
    return std::ranges::any_of(options_of(command),
                               [kind](const auto* each) { return kind_of_value(*each) == kind; });
  };
  std::string text;
  if (takes(value_kind::assignment)) text += scenarios_section();
  if (takes(value_kind::executors)) text += executors_section();
  return text;
}

std::string exit_status_section(const command_notes& notes) {
  if (notes.exit_codes.empty()) return "";
  auto text = roff::section("EXIT STATUS");
  for (const auto& each : notes.exit_codes)
    text += tagged(bold(fmt::to_string(each.number)), escaped(as_sentence(each.meaning)));
  return text;
}

std::string examples_section(const command_notes& notes) {
  if (notes.examples.empty()) return "";
  auto text = roff::section("EXAMPLES");
  for (const auto& each : notes.examples) {
    if (!each.command.empty()) text += roff::paragraph(bold(each.command));
    if (each.command.empty()) {
      text += roff::paragraph(escaped(each.note));
    } else if (!each.note.empty()) {
      text += roff::indented(escaped(as_sentence(each.note)) + "\n");
    }
  }
  return text;
}

std::string see_also(const CLI::App& app, const CLI::App& command) {
  std::string text;
  const auto add = [&](const CLI::App& other) {
    if (&other == &command) return;
    text += (text.empty() ? "" : ",\n") + bold(page_name(app, other)) + "(1)";
  };
  add(app);
  for (const auto* each : visible_commands(app)) add(*each);
  return roff::section("SEE ALSO") + text + "\n";
}

}  // namespace

std::string page_name(const CLI::App& app, const CLI::App& command) {
  return &app == &command ? app.get_name() : app.get_name() + "-" + command.get_name();
}

std::string man_page(const CLI::App& app, const CLI::App& command, const std::string& version) {
  const bool whole = &app == &command;
  const auto name = page_name(app, command);
  auto title = name;
  std::ranges::transform(title, title.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const auto& notes = notes_of(command);
  // Ragged and without hyphens: nothing that is copied has a dash too many.
  auto text = fmt::format(".TH \"{}\" 1 \"\" \"concbench {}\" \"User Commands\"\n.nh\n.ad l\n",
                          escaped(title), escaped(version));
  text += roff::section("NAME");
  text += fmt::format("{} \\- {}\n", escaped(name), escaped(as_clause(command.get_description())));
  text += roff::section("SYNOPSIS") + synopsis(app, command) + "\n";
  text += roff::section("DESCRIPTION") + escaped(as_sentence(command.get_description())) + "\n";
  for (const auto& each : notes.remarks) text += roff::paragraph(escaped(each));
  if (whole) text += commands_section(app);
  text += options_section(command);
  text += registry_sections(command);
  text += exit_status_section(notes);
  if (whole) text += roff::section("ENVIRONMENT") + environment_variables;
  text += examples_section(notes);
  return text + see_also(app, command);
}

}  // namespace concbench::cli
