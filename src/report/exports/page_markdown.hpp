// A page as Markdown.
#pragma once

#include <string>

#include "report/pages/page.hpp"

namespace concbench {

/// All columns always, for a page scrolls; of the charts only what a table can hold. All texts stay texts, whatever markup they hold.
std::string render_page_markdown(const page& page);

}  // namespace concbench
