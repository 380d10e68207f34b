// Options whose error messages name the option, the value and what is allowed.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "core/parameters.hpp"
#include "system/cpu_list.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {

/// What to try when a value with a '>' may have been cut by the shell.
inline constexpr std::string_view quotes_remedy =
    "write it in quotes, since a shell takes a bare > for itself and writes into a file: --fail-if '>5%'";

/// The long name in "-n,--tasks". For an argument without dashes, its name.
inline std::string long_name(const std::string& names) {
  const auto dashes = names.find("--");
  return dashes == std::string::npos ? names : names.substr(dashes);
}

/// The end of an error about an unknown name: "; did you mean 'sleep'?" when one of the `known` names is near.
/// Otherwise the command that lists the names, because they are too many for one line.
inline std::string suggestion_or_list(std::string_view name, const std::vector<std::string>& known) {
  return nearest(name, known).empty() ? "; concbench list shows them all" : suggestion(name, known);
}

/// Throws the usage_error for an option with an empty text.
[[noreturn]] inline void refuse_empty(const std::string& name, const std::string& remedy) {
  throw usage_error(fmt::format("{} cannot be '': {}", name, remedy));
}

/// Makes all options of all commands refuse an empty text, which a script passes when it never set a variable. Most
/// options would treat it as if they were not given.
inline void refuse_empty_texts(CLI::App& app) {
  for (auto* command : app.get_subcommands({}))
    for (auto* option :
         command->get_options([](const CLI::Option* each) { return each->get_expected_min() > 0; }))
      option->check([option](const std::string& text) {
        if (text.empty())
          refuse_empty(option->get_name(), fmt::format("give it a value ({}){}", option->get_type_name(),
                                                       option->get_required() ? "" : ", or leave it out"));
        return std::string();
      });
}

/// Adds an option for a whole number from `least` to `most`. `Count` is an integer or an optional of one.
template <class Count>
CLI::Option* add_count(CLI::App& command, const std::string& names, Count& value, std::uint64_t least,
                       std::uint64_t most, const std::string& help) {
  const auto read = [&value, names, least, most](const std::string& text) {
    const auto parsed = parse_count(text);
    if (!parsed || *parsed < least || *parsed > most)
      throw usage_error(fmt::format("{} cannot be {}: allowed is a whole number from {} to {}",
                                    long_name(names), in_quotes(text), least, most));
    const std::uint64_t count = *parsed;
    value = static_cast<Count>(count);
  };
  return command.add_option_function<std::string>(names, read, help)->type_name("N");
}

/// Adds an option for CPUs, which must be among those that this process may use.
inline CLI::Option* add_cpus(CLI::App& command, const std::string& name, cpu_list& cpus,
                             const std::string& help) {
  const auto read = [&cpus, name](const std::string& text) {
    const auto asked = cpu_list::parse(text);
    const auto usable = cpu_list::usable();
    if (!asked || !usable.contains(*asked))
      throw usage_error(
          fmt::format("{} cannot be {}: allowed are numbers and ranges such as 0,2-3 of the CPUs that this "
                      "process may use: {}",
                      name, in_quotes(text), usable.text()));
    cpus = *asked;
  };
  return command.add_option_function<std::string>(name, read, help)->type_name("CPUS");
}

/// Adds an option that accepts one of a few words.
template <class Choice>
CLI::Option* add_choice(CLI::App& command, const std::string& names, Choice& choice,
                        const std::map<std::string, Choice>& choices, const std::string& help) {
  std::vector<std::string> words;
  for (const auto& [word, value] : choices) words.push_back(word);
  return command
      .add_option_function<std::string>(
          names,
          [&choice, names, choices, words](const std::string& text) {
            const auto chosen = choices.find(text);
            if (chosen == choices.end())
              throw usage_error(fmt::format("{} cannot be {}{}", long_name(names), in_quotes(text),
                                            suggestion(text, words)));
            choice = chosen->second;
          },
          help)
      ->type_name(fmt::format("{}", fmt::join(words, "|")));
}

}  // namespace concbench::cli
