// Everything that happens to the text of a command.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/parameters.hpp"
#include "scenarios/commands/command_words.hpp"

namespace concbench::testing {

/// A word in quotes, which no character of it can leave.
inline std::string quoted_word(std::string_view word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

/// How many words a shell gets for `text`; 0 where it is refused.
inline std::size_t words_for_shell(std::string_view text, const task_parts& task) {
  try {
    return command_words::for_shell(text, true).filled_in(task).size();
  } catch (const usage_error&) {
    return 0;
  }
}

/// Reads `text` as a command, with a shell and without: whether it is one without. Throws std::logic_error where its
/// words, each in quotes, are split differently, or where an input becomes more than a part of a word.
inline bool take_command(std::string_view text) {
  const task_parts task{.input = "a b'\"$(c)/d.e", .number = 7, .output = "/o/7 f"};
  if (words_for_shell(text, task) > 12)
    throw std::logic_error("a shell gets more words than there are placeholders");
  try {
    const auto words = split_command(text);
    std::string again;
    for (const auto& each : words) again += quoted_word(each) + ' ';
    if (split_command(again) != words) throw std::logic_error("words in quotes are split differently");
    const auto read = command_words::without_shell(text, true);
    const auto filled = read.filled_in(task);
    if (filled.size() != words.size() && filled.size() != words.size() + 1)
      throw std::logic_error("an input changes the number of words");
  } catch (const usage_error&) {
    return false;
  }
  return true;
}

}  // namespace concbench::testing
