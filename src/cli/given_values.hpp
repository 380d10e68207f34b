// The values on a command line, and the options that take them: read as CLI11 reads them, but before it does.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace concbench::cli {

/// The option of this name ("--tasks", "-n"); null when there is none.
const CLI::Option* option_called(const CLI::App& command, const std::string& name);

/// An option in a word, and where in that word its value begins: at its end where the next word is the value.
struct option_use {
  const CLI::Option* option = nullptr;  ///< null: the word has none that takes a value
  std::size_t value = 0;
};

/// The option in "--tasks", "--tasks=5", "-n" or "-n5", also behind flags as in "-qn5".
option_use use_in(const CLI::App& command, const std::string& word);

struct given_value {
  const CLI::Option* option;
  std::size_t word;   ///< which word of the command line
  std::size_t start;  ///< where in it the value begins
};

/// All values of options among `words`, which begin with the name of a command.
std::vector<given_value> given_values(const CLI::App& app, const std::vector<std::string>& words);

/// Keeps CLI11 from taking a value apart that may be any text: to it, "[1,2]" is two values. Each value of an
/// option that takes secrets gets a mark in front where it needs one, which `unprotected` takes off.
std::vector<std::string> protected_words(const CLI::App& app, std::vector<std::string> words);
std::string unprotected(const std::string& value);

}  // namespace concbench::cli
