// Names and their descriptions side by side, in lines that fit the terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

/// `name` after `indent` spaces, and `about` from `column` on, wrapped at `style.width`. `about` begins on the line of
/// the name when two spaces fit between them, and otherwise below it.
std::vector<std::string> in_columns(std::string_view name, std::string_view about, int indent, int column,
                                    const text_style& style);

/// A command line for a shell, after two spaces. When it does not fit, it continues on the next line after a backslash,
/// which is never within quotation marks.
std::vector<std::string> command_lines(std::string_view command, const text_style& style);

}  // namespace concbench::cli
