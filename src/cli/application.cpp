// The program as one function.
#include "cli/application.hpp"

#include <algorithm>
#include <cctype>
#include <span>
#include <sstream>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/build_info.hpp"
#include "cli/checked_option.hpp"
#include "cli/command_notes.hpp"
#include "cli/command_tree.hpp"
#include "cli/given_values.hpp"
#include "cli/help_text.hpp"
#include "cli/request_options.hpp"
#include "cli/standard_output.hpp"
#include "cli/terminal.hpp"
#include "core/parameters.hpp"
#include "core/registry.hpp"
#include "report/terminal/display_text.hpp"
#include "runner/worker_process.hpp"
#include "system/exception_text.hpp"
#include "system/foreign_text.hpp"
#include "system/process_start.hpp"

namespace concbench::cli {
namespace {

const command_notes application_notes{
    .examples = {{"concbench run all", "every scenario under every executor, a minute and a half"},
                 {"concbench run all --profile tutorial",
                  "the classic sizes: 10 sleeps of 1.5 s, one after another and at once"},
                 {"concbench run sleep -n 10000 -e threads,coroutines"},
                 {"concbench run image-download --url https://example.org/a.png -n 20"},
                 {"concbench run all --export-json run.json --export-csv run.csv"},
                 {"concbench compare old.json new.json", "what became faster or slower between two exports"},
                 {"concbench cost", "a cost card per executor: bytes, CPU, switches, allocations a task"},
                 {"concbench doctor", "what makes this machine noisy, and how to correct it"},
                 {"concbench list", "what there is, with parameters and ranges"},
                 {"concbench list file-io", "the same of one scenario or executor"},
                 {"concbench explain coroutines", "how it works, when to use it, and why it wins or loses"},
                 {"concbench help run", "what a command takes"},
                 {"concbench man run | man -l -", "the manual page of a command"}},
    .exit_codes = {{0, "every cell is ok, saturated or n/a"},
                   {1, "some are not"},
                   {2, "bad usage"},
                   {3, "compare found a regression"},
                   {4, "compare got reports that cannot be compared"},
                   {5, "compare cannot tell whether there is a regression (--fail-if-undecided)"},
                   {130, "interrupted"}},
};

/// The names of the long options of a command, with their dashes.
std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const auto* option : command.get_options())
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

/// "--header" of "--header=X-Key: secret": the text after the name of an option may be secret.
std::string without_value(std::string_view option) {
  const auto is_of_name = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
  return {option.begin(), std::ranges::find_if_not(option, is_of_name)};
}

/// "--quiet" where "--quiet=maybe" was given; empty where there is no such argument.
std::string flag_with_value(const CLI::App& command, std::span<char* const> arguments) {
  const auto is_flag = [&](const std::string& name) {
    const auto* option = command.get_option_no_throw(name);
    return option != nullptr && option->get_expected_min() == 0;
  };
  for (const std::string_view each : arguments)
    if (each.starts_with("--") && each.find('=') != each.npos && is_flag(without_value(each)))
      return without_value(each);
  return "";
}

bool is_parameter(const std::string& name) {
  return std::ranges::any_of(scenarios(), [&](const scenario_declaration& each) {
    return std::ranges::find(each.parameters, name, &parameter::name) != each.parameters.end();
  });
}

/// What to try when an option is given that no command before it has.
std::string explain_unknown_option(const CLI::App& app, const CLI::App& command, const std::string& name) {
  if (name.starts_with("--") && is_parameter(name.substr(2)))
    return fmt::format("{} is a parameter, and not an option: -p {}=VALUE", name, name.substr(2));
  if (&command != &app && command.get_option_no_throw(name) != nullptr)
    return fmt::format("{0} is before the command; options are written after it: concbench {1} {0}", name,
                       command.get_name());
  const auto near = nearest(name, option_names(command));
  return fmt::format("unknown option {}{}", in_quotes(name),
                     near.empty() ? "; --help lists them" : "; did you mean '" + near + "'?");
}

/// CLI11's errors in one line, with the nearest name where something is unknown.
std::string explain(const CLI::App& app, const CLI::ParseError& error, std::span<char* const> arguments) {
  if (arguments.empty())
    return fmt::format("a command is missing: {}; see concbench --help", fmt::join(command_names(app), ", "));
  const std::string_view first = arguments.front();
  const bool no_command = app.get_subcommands().empty();
  if (no_command && known_scenario(first) != nullptr)
    return fmt::format("'{0}' is a scenario: concbench run {0}", first);
  if (no_command && known_executor(first) != nullptr)
    return fmt::format("'{0}' is an executor: concbench run SCENARIO -e {0}", first);
  if (no_command && error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError)) {
    if (first.starts_with('-'))
      return fmt::format("a command is missing before {}: {}; options are written after it",
                         in_quotes(without_value(first)), fmt::join(command_names(app), ", "));
    return fmt::format("unknown command {}{}", in_quotes(first), suggestion(first, command_names(app)));
  }
  const std::string text = error.what();
  const auto& command = no_command ? app : *app.get_subcommands().front();
  const auto help =
      no_command ? std::string("concbench --help") : fmt::format("concbench {} --help", command.get_name());
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ArgumentMismatch)) {
    // CLI11 says "--tasks: At Most 1 required but received 2", or "--tasks: 1 required N missing".
    const bool missing = text.ends_with(" missing");
    const auto name = text.substr(0, text.find(':'));
    const auto* option = command.get_option_no_throw(name);
    const bool takes_signs = option != nullptr && option->get_type_name().find('>') != std::string::npos;
    return fmt::format("{} {}{}; see {}", name, missing ? "needs a value" : "was given more than once",
                       missing && takes_signs ? fmt::format("; {}", quotes_remedy) : "", help);
  }
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ConversionError))
    if (const auto flag = flag_with_value(command, arguments); !flag.empty())
      return fmt::format("{0} takes no value: write {0} alone; see {1}", flag, help);
  if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::ExtrasError))
    return fmt::format("{}; see {}", text, help);
  const auto extras = app.remaining(true);
  const auto option = std::ranges::find_if(extras, [](const auto& each) { return each.starts_with('-'); });
  if (option != extras.end()) return explain_unknown_option(app, command, without_value(*option));
  return fmt::format("{} is one word too many; see {}", in_quotes(extras.empty() ? text : extras.front()),
                     help);
}

/// "--export-json=$UNSET sleep" would export to a file called sleep, because CLI11 uses the next argument when a value
/// is empty.
void refuse_empty_assignments(std::span<char* const> arguments) {
  for (const std::string_view each : arguments)
    if (each.starts_with("--") && each.find('=') == each.size() - 1)
      refuse_empty(std::string(each.substr(0, each.size() - 1)), "give it a value, or leave it out");
}

/// What an argument gives as a value: "x" for "x", "--name=x" and "-nx". When there are only letters before a bracket,
/// each may be a flag, as 'q' in "-qe[]".
std::string_view value_in(std::string_view argument) {
  if (argument.starts_with("--"))
    return argument.substr(std::min(argument.find('='), argument.size() - 1) + 1);
  if (!argument.starts_with('-')) return argument;
  const auto letters =
      std::ranges::find_if_not(argument.substr(1), [](char c) { return std::isalpha(c) != 0; });
  return {letters, argument.end()};
}

/// CLI11 reads "[a,b]" as two values, and "[]" as none: up to version 2.4 for options that accept several values, since
/// 2.6 for all options.
void refuse_brackets(const std::vector<std::string>& arguments) {
  for (const std::string_view each : arguments)
    if (const auto value = value_in(each); value.starts_with('[') && value.ends_with(']'))
      throw usage_error(fmt::format(
          "'{}' cannot be a value, since it is in brackets: write several values as a,b and a file of "
          "that name as './{}'",
          value, value));
}

/// "help run" as "run --help", in the order that CLI11 takes: the last one first.
std::vector<std::string> help_instead(const CLI::App& app, std::span<char* const> command) {
  if (command.empty()) return {"--help"};
  const std::string name = command.front();
  const auto known = command_names(app);
  if (std::ranges::find(known, name) == known.end())
    throw usage_error(fmt::format("unknown command {}{}",
                                  in_quotes(name.starts_with('-') ? without_value(name) : name),
                                  suggestion(name, known)));
  return {"--help", name};
}

int fail(const std::string& message, int code) {
  say_on_standard_error(message);
  return code;
}

}  // namespace

std::unique_ptr<CLI::App> make_application(action& chosen, const std::vector<std::string>& words,
                                           std::optional<std::string> password) {
  auto app = make_command(
      "concbench",
      "Compares concurrency models on real work: which one should run yours, what it costs, how sure we are.",
      application_notes);
  app->formatter(std::make_shared<help_formatter>());  // before the commands, which inherit it
  app->set_version_flag("--version", version_text());
  app->require_subcommand(1);
  add_run(*app, chosen, words, std::move(password));
  add_compare(*app, chosen);
  add_report(*app, chosen);
  add_advise(*app, chosen);
  add_cost(*app, chosen, words);
  add_doctor(*app, chosen);
  add_list(*app, chosen);
  add_explain(*app, chosen);
  add_learn(*app, chosen);
  add_serve(*app, chosen);
  add_check_worker(*app, chosen);
  add_worker(*app, chosen);
  add_reference(*app, chosen);
  refuse_empty_texts(*app);
  return app;
}

int main(int argc, char** argv) {
  if (const auto problem = begin_process(); !problem.empty()) return fail(problem, 2);
  action chosen;
  const std::vector<std::string> words(argv + 1, argv + argc);
  const auto application = make_application(chosen, words, take_password());
  auto& app = *application;
  std::span<char* const> given{argv + 1, argv + argc};
  const bool asks_for_help = !given.empty() && std::string_view(given.front()) == "help";
  if (asks_for_help) given = given.subspan(1);
  try {
    refuse_empty_assignments({argv + 1, argv + argc});
    auto arguments = protected_words(app, words);
    refuse_brackets(arguments);
    if (asks_for_help) {
      app.parse(help_instead(app, given));
    } else {
      std::ranges::reverse(arguments);  // as CLI11 takes them
      app.parse(arguments);
    }
    return chosen();
  } catch (const runner::interrupted&) {
    return fail("interrupted before anything ran", 130);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) {  // --help, --version
      std::ostringstream text;
      app.exit(e, text, text);
      return print(text.str(), "the help") ? 0 : 1;
    }
    return fail(explain(app, e, given), 2);
  } catch (const usage_error& e) {
    return fail(e.what(), 2);
  } catch (const std::exception& e) {
    return fail(exception_text(e), 1);
  }
}

}  // namespace concbench::cli
