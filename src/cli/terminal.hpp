// What can be shown where.
#pragma once

#include <string>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

enum class color_choice { automatic, always, never };

/// How a text is wanted.
struct text_choice {
  color_choice color = color_choice::automatic;
  bool ascii = false;  ///< nothing beyond it
};

/// What standard output can show now: a terminal may have been resized. 100 columns where it is none, unless COLUMNS says otherwise.
text_style style_of_standard_output(const text_choice& wanted = {});

/// Whether a line that is rewritten in place works on standard error, and how wide it may be (0: it does
/// not).
int width_of_progress_line();

/// Columns of the terminal behind standard error, at least 40; 0 where there is none.
int width_of_standard_error();

/// Whether standard output and standard error are the same terminal: whoever reads one reads the other.
bool is_one_terminal();

/// Writes "concbench: " and `message`, whose control characters are shown, on standard error: one line; on a terminal as
/// many as it takes, broken between words.
void say_on_standard_error(const std::string& message);

/// Whether this process may use more than ASCII: the locale's encoding is UTF-8 and the terminal is not
/// "dumb".
bool unicode_allowed();

}  // namespace concbench::cli
