// The declarations of a command as a page: description, usage, arguments, options, commands, and its notes.
#include "cli/help_text.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/columns.hpp"
#include "cli/command_notes.hpp"
#include "cli/command_tree.hpp"
#include "cli/terminal.hpp"
#include "cli/value_kind.hpp"
#include "report/terminal/display_text.hpp"

namespace concbench::cli {
namespace {

using lines = std::vector<std::string>;

constexpr int indent = 2;

/// Where descriptions begin.
int column_of(const text_style& style) {
  return std::min(30, style.width / 3);
}

/// A list of many, "EXECUTOR,…", where there is only ASCII.
std::string shown_in(std::string text, const text_style& style) {
  constexpr std::string_view ellipsis = "…";
  if (!style.unicode)
    for (auto at = text.find(ellipsis); at != text.npos; at = text.find(ellipsis))
      text.replace(at, ellipsis.size(), "...");
  return shown(text, style);
}

void add_heading(lines& to, std::string_view heading, const text_style& style) {
  to.emplace_back();
  to.push_back(paint(heading, ink::strong, style));
}

void add_entry(lines& to, const std::string& name, const std::string& about, const text_style& style) {
  constexpr int deeper = 3 * indent;
  auto rest = shown_in(name, style);
  int before = indent;
  while (display_width(rest) > style.width - before) {  // a choice of many words goes on after a '|'
    const auto bar = rest.rfind('|', static_cast<std::size_t>(style.width - before - 1));
    if (bar == rest.npos) break;
    to.push_back(std::string(static_cast<std::size_t>(before), ' ') + rest.substr(0, bar + 1));
    rest.erase(0, bar + 1);
    before = deeper;
  }
  append(to, in_columns(rest, shown_in(on_one_line(about), style), before, std::max(column_of(style), before),
                        style));
}

std::string usage_of(const CLI::App& command, const std::string& name) {
  auto text = fmt::format("Usage: {}", name);
  if (!visible_commands(command).empty()) return text + " COMMAND [OPTION …]";
  text += " [OPTION …]";
  for (const auto* each : arguments_of(command)) {
    const auto called = each->get_name(true) + (takes_many(*each) ? " …" : "");
    text += each->get_required() ? " " + called : " [" + called + "]";
  }
  return text;
}

std::string about(const CLI::Option& option) {
  auto text = option.get_description();
  if (!option.get_default_str().empty()) text += fmt::format(" (default: {})", option.get_default_str());
  return text;
}

void add_options(lines& to, const CLI::App& command, const text_style& style) {
  const auto arguments = arguments_of(command);
  if (!arguments.empty()) add_heading(to, "Arguments:", style);
  for (const auto* each : arguments) {
    const bool words = kind_of_value(*each) == value_kind::choice;
    add_entry(to,
              each->get_name(true) + (words               ? " " + each->get_type_name()
                                      : takes_many(*each) ? " …"
                                                          : ""),
              about(*each), style);
  }
  add_heading(to, "Options:", style);
  for (const auto* each : options_of(command)) {
    auto name = fmt::format("{}", fmt::join(names_of(*each), ", "));
    if (takes_value(*each)) name += " " + each->get_type_name();
    add_entry(to, name, about(*each), style);
  }
}

void add_paragraph(lines& to, const std::string& text, const text_style& style) {
  to.emplace_back();
  append(to, wrap(shown_in(text, style), 0, style));
}

/// Commands, with their notes in a column where there are some.
void add_examples(lines& to, const std::vector<example>& examples, const text_style& style) {
  if (examples.empty()) return;
  add_heading(to, "Examples:", style);
  int column = 0;
  for (const auto& each : examples)
    if (!each.note.empty() && !each.command.empty())
      column = std::max(column, indent + 2 + display_width(each.command));
  const bool beside = column <= style.width / 2;
  for (const auto& each : examples) {
    if (each.command.empty()) {
      append(to, wrap(shown_in(each.note, style), 0, style));
    } else if (beside && !each.note.empty()) {
      append(to, in_columns(each.command, shown_in(each.note, style), indent, column, style));
    } else {
      append(to, command_lines(each.command, style));
      if (!each.note.empty())
        append(to, in_columns("", shown_in(each.note, style), 0, 2 * indent + 2, style));
    }
  }
}

}  // namespace

std::string help_text(const CLI::App& command, const std::string& name, const text_style& style) {
  const auto& notes = notes_of(command);
  auto all = wrap(shown_in(on_one_line(command.get_description()), style), 0, style);
  append(all, wrap(shown_in(usage_of(command, name), style), 2 * indent, style));
  add_options(all, command, style);
  const auto commands = visible_commands(command);
  if (!commands.empty()) add_heading(all, "Commands:", style);
  for (const auto* each : commands) add_entry(all, each->get_name(), each->get_description(), style);
  for (const auto& each : notes.remarks) add_paragraph(all, each, style);
  add_examples(all, notes.examples, style);
  if (!notes.exit_codes.empty()) add_heading(all, "Exit codes:", style);
  for (const auto& each : notes.exit_codes)
    append(all, in_columns(fmt::to_string(each.number), shown_in(each.meaning, style), indent, 3 * indent + 1,
                           style));
  return joined(all);
}

std::string help_formatter::make_help(const CLI::App* command, std::string name, CLI::AppFormatMode) const {
  return help_text(*command, name, style_of_standard_output());
}

}  // namespace concbench::cli
