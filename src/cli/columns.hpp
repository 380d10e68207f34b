// Names and what is said of them, side by side, in lines that fit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

/// `name` after `indent` spaces, and `about` from `column` on, wrapped there to `style.width`: on the same line
/// where the name leaves room for two spaces, else below it.
std::vector<std::string> in_columns(std::string_view name, std::string_view about, int indent, int column,
                                    const text_style& style);

/// A command line for a shell, after two spaces: where it does not fit it goes on in the next line, after a
/// backslash and never within quotation marks.
std::vector<std::string> command_lines(std::string_view command, const text_style& style);

}  // namespace concbench::cli
