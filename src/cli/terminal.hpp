// What can be shown on which output.
#pragma once

#include <string>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

enum class color_choice { automatic, always, never };

/// How the user wants text to look.
struct text_choice {
  color_choice color = color_choice::automatic;
  bool ascii = false;  ///< no characters beyond ASCII
};

/// The present abilities of standard output; a terminal may have been resized. COLUMNS decides the number of columns if
/// it is set. Otherwise they are those of the terminal, or when standard output is a pipe, those of the terminal behind
/// standard error. Without a terminal there are 100.
text_style style_of_standard_output(const text_choice& wanted = {});

/// The width of a line on standard error that is rewritten in place; 0 when that does not work.
int width_of_progress_line();

/// Columns of the terminal behind standard error, at least 40; 0 where there is none.
int width_of_standard_error();

/// Whether standard output and standard error are the same terminal, so that one reader reads both.
bool is_one_terminal();

/// Writes "concbench: " and `message` on standard error; control characters are made visible. It is one line; on a
/// terminal it is broken between words.
void say_on_standard_error(const std::string& message);

/// Whether this process may use characters beyond ASCII: the encoding of the locale is UTF-8, and the terminal is not
/// "dumb".
bool unicode_allowed();

}  // namespace concbench::cli
