// A page as Markdown.
#pragma once

#include <string>

#include "report/pages/page.hpp"

namespace concbench {

/// The page as Markdown. All columns are shown, because the reader can scroll. Of the charts it contains only what a
/// table can show. All texts are shown as they are, even if they contain markup.
std::string render_page_markdown(const page& page);

}  // namespace concbench
