// The declared commands and options, for output in other forms than --help: manual pages and completion.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace concbench::cli {

/// The subcommands that help shows, in the same order.
std::vector<const CLI::App*> visible_commands(const CLI::App& app);

/// The names of these subcommands.
std::vector<std::string> command_names(const CLI::App& app);

/// The subcommand with this name, hidden or not; null when there is none.
const CLI::App* find_command(const CLI::App& app, std::string_view name);

/// Options with a name ("-n,--tasks"), in the order of their declarations.
std::vector<const CLI::Option*> options_of(const CLI::App& command);

/// Arguments that are given by their position, such as the scenarios of `run`, in that order.
std::vector<const CLI::Option*> arguments_of(const CLI::App& command);

/// The names of an option with their dashes, short ones first: "-n", "--tasks".
std::vector<std::string> names_of(const CLI::Option& option);

/// Whether it accepts any number of words, as the scenarios of `run` do.
bool takes_many(const CLI::Option& option);

/// `text` with each run of white space, including line ends, replaced by one space. The texts of help have line ends of
/// their own.
std::string on_one_line(std::string_view text);

}  // namespace concbench::cli
