// The kind of an option's value. Help shows it as the name of the value: FILE, FOLDER, table|json. One table gives the
// name when an option is declared, and gives the kind back when a shell or a manual page needs it.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace concbench::cli {

enum class value_kind {
  other,          ///< a number, a duration, an address: values that cannot be listed
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
  worker,         ///< a worker that comes with this program, or a name and a command
  data,           ///< the body of a request, or a file that contains it
  several_values  ///< tasks, concurrency or a parameter, and a list of values
};

/// The name of such a value in help, for CLI::Option::type_name. Not for `other` and `choice`, whose names are
/// different for each option.
std::string type_name(value_kind kind);

/// The kind of value that `option` takes, found by its type name.
value_kind kind_of_value(const CLI::Option& option);

/// The words that an option of kind `choice` accepts, in the order of help.
std::vector<std::string> choices_of(const CLI::Option& option);

/// Whether such a value must be hidden from others.
bool is_secret(value_kind kind) noexcept;

/// Whether a word must follow. False for flags.
bool takes_value(const CLI::Option& option);

}  // namespace concbench::cli
