// The option values on a command line. They are read as CLI11 reads them, but before it does.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace concbench::cli {

/// The option with this name ("--tasks", "-n"); null when there is none.
const CLI::Option* option_called(const CLI::App& command, const std::string& name);

/// An option in a word, and where its value begins in that word: at the end of the word when the value is the next
/// word.
struct option_use {
  const CLI::Option* option = nullptr;  ///< null: no option in the word takes a value
  std::size_t value = 0;
};

/// The option in "--tasks", "--tasks=5", "-n" or "-n5", also after flags as in "-qn5".
option_use use_in(const CLI::App& command, const std::string& word);

struct given_value {
  const CLI::Option* option;
  std::size_t word;   ///< index of the word on the command line
  std::size_t start;  ///< where the value begins in it
};

/// The values of all options in `words`, whose first word is the name of a command.
std::vector<given_value> given_values(const CLI::App& app, const std::vector<std::string>& words);

/// Protects secret values from CLI11, which would read the value "[1,2]" as two values. Where it is needed, a value of
/// an option that takes secrets gets a mark at its beginning, which `unprotected` removes.
std::vector<std::string> protected_words(const CLI::App& app, std::vector<std::string> words);
std::string unprotected(const std::string& value);

}  // namespace concbench::cli
