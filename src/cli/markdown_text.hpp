// Markdown on a terminal.
#pragma once

#include <string>
#include <string_view>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

/// Headings are bold, paragraphs and lists are wrapped, code is indented, and links are replaced by their texts. The
/// tables of parameters in the reference pages are left out, because `concbench list` shows them.
std::string readable(std::string_view markdown, const text_style& style);

}  // namespace concbench::cli
