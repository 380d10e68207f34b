// A page for people at a terminal.
#pragma once

#include <string>

#include "report/pages/page.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// No line is wider than `style.width` (at least 40), but for a single word of a command, nor ends in a space. Of the charts it draws
/// bars and curves.
std::string render_page_text(const page& of, const text_style& style);

}  // namespace concbench
