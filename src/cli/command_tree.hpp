// What the declarations of the command line hold, for those who write it out in another form than --help.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace concbench::cli {

/// The subcommands that help shows, in its order.
std::vector<const CLI::App*> visible_commands(const CLI::App& app);

/// The names of these.
std::vector<std::string> command_names(const CLI::App& app);

/// The subcommand of this name, hidden or not; null when there is none.
const CLI::App* find_command(const CLI::App& app, std::string_view name);

/// What is given by its name: "-n,--tasks". In the order of the declarations.
std::vector<const CLI::Option*> options_of(const CLI::App& command);

/// What is given by its place: the scenarios of `run`. In that order.
std::vector<const CLI::Option*> arguments_of(const CLI::App& command);

/// The names of an option with their dashes, short ones first: "-n", "--tasks".
std::vector<std::string> names_of(const CLI::Option& option);

/// Whether any number of words may be given for it: an argument such as the scenarios of `run`.
bool takes_many(const CLI::Option& option);

/// `text` with every run of white space, also line ends, as one space: help breaks its lines by hand.
std::string on_one_line(std::string_view text);

}  // namespace concbench::cli
