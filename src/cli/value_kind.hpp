// What the value of an option is. The name of the value in help says so: FILE, FOLDER, table|json. One table
// gives that name where an option is declared, and the kind back where a shell or a manual page asks for it.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace concbench::cli {

enum class value_kind {
  other,          ///< a number, a duration, an address: nothing that can be listed
  choice,         ///< one of a few words
  command,        ///< a subcommand of this program
  file,           ///< the path of a file
  folder,         ///< the path of a folder
  executor,       ///< one executor
  executors,      ///< executors separated by commas, or all, or default
  old_and_new,    ///< two executors of a report, separated by a comma
  scenario,       ///< a scenario, or all
  listed,         ///< scenarios, executors, all, or the name of one of them
  declared,       ///< the name of a scenario or of an executor
  assignment,     ///< a parameter and its value
  header,         ///< a header field: its name, a colon, its value
  data,           ///< the body of a request, or a file that has it
  several_values  ///< tasks, concurrency or a parameter, and a list of values
};

/// The name of such a value in help, for CLI::Option::type_name. Not for `other` and `choice`, whose names
/// differ from option to option.
std::string type_name(value_kind kind);

/// What `option` takes, according to its type name.
value_kind kind_of_value(const CLI::Option& option);

/// The words that an option of kind `choice` takes, in the order in which help has them.
std::vector<std::string> choices_of(const CLI::Option& option);

/// Whether nobody but who is meant may see such a value.
bool is_secret(value_kind kind) noexcept;

/// Whether a word has to follow: not for flags.
bool takes_value(const CLI::Option& option);

}  // namespace concbench::cli
