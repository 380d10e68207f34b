// What can be shown where.
#pragma once

#include <string>

namespace concbench::cli {

enum class color_choice { automatic, always, never };

/// What standard output can show.
struct output_style {
  int width = 100;  ///< columns; 100 when it is not a terminal, unless COLUMNS says otherwise
  bool colour = false;
  bool unicode = false;
};
output_style style_of_standard_output(color_choice color, bool ascii);

/// Whether a line that is rewritten in place works on standard error, and how wide it may be (0: it does
/// not).
int width_of_progress_line();

/// Columns of the terminal behind standard error, at least 40; 0 where there is none.
int width_of_standard_error();

/// Writes "concbench: " and `message`, whose control characters are shown, on standard error: one line; on a terminal as
/// many as it takes, broken between words.
void say_on_standard_error(const std::string& message);

/// Whether this process may use more than ASCII: the locale's encoding is UTF-8 and the terminal is not
/// "dumb".
bool unicode_allowed();

}  // namespace concbench::cli
