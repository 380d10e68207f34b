// Source code on a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

enum class code_language { cpp, python };

/// The lines of a program of ASCII characters, with their numbers in front. Where the style has colours, comments are
/// dim, texts are green and keywords are bold. Lines that do not fit are cut.
std::vector<std::string> code_lines(std::string_view source, code_language language, const text_style& style);

}  // namespace concbench::cli
