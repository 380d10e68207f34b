// The user's command: its words, and the placeholders in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// The words of a command, as a shell splits them: at blanks, with quotes and backslashes. Nothing is put in the place of
/// variables and patterns, because no shell is run. Throws usage_error, which names the place, for a quote that is not
/// closed and for what only a shell can do (pipes, redirections, variables), where it is not quoted.
std::vector<std::string> split_command(std::string_view command);

/// What stands for a part of a task in a command. The names are those of GNU parallel.
enum class placeholder {
  input,           ///< {} or {in}: the input line
  without_ending,  ///< {.}: the same without its file ending
  name,            ///< {/}: what follows its last slash
  folder,          ///< {//}: what comes before its last slash; "." where it has none
  plain_name,      ///< {/.}: the name without its ending
  number,          ///< {#}: the number of the task, the first is 1
  output,          ///< {out}: the path of a file for the task's own result
};

/// The part of a task that a placeholder stands for.
struct task_parts {
  std::string_view input;
  std::uint64_t number = 1;
  std::string_view output;
};

/// What takes the place of `which`.
std::string text_of(placeholder which, const task_parts& task);

/// A command with placeholders, read once and filled in for each task.
class command_words {
 public:
  /// Reads the words of `command`, as split_command does. What takes the place of a placeholder is never split: it is a
  /// word, or a part of one. Where there are inputs (`with_inputs`) and no placeholder stands for a part of the input,
  /// the input becomes a last word. Throws usage_error also for a command without words.
  static command_words without_shell(std::string_view command, bool with_inputs);

  /// Passes `command` to /bin/sh. What takes the place of a placeholder becomes a parameter of the shell, in quotes, so
  /// that the shell never reads it as a part of the command. The input becomes a last word as above.
  static command_words for_shell(std::string_view command, bool with_inputs);

  /// The words for a task; the first one is the program.
  std::vector<std::string> filled_in(const task_parts& task) const;

  /// Whether the placeholder is in one of the words.
  bool has(placeholder which) const;

  /// Whether a part of the input is in one of the words.
  bool has_input() const;

  /// The first word, where it is the same for all tasks; otherwise empty.
  std::string program() const;

 private:
  /// Text, and then perhaps a placeholder.
  struct piece {
    std::string text;
    bool filled = false;
    placeholder which = placeholder::input;
  };
  using word = std::vector<piece>;

  static word read_word(std::string_view text);

  std::vector<word> words_;
};

}  // namespace concbench
