// Text inside HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace concbench {

/// Any text as one harmless line of HTML: markup is escaped, for elements and for quoted attributes.
std::string html_text(std::string_view text);

}  // namespace concbench
