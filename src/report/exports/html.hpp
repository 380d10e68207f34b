// A page as one HTML file that needs nothing else: no network and no script.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/pages/page.hpp"

namespace concbench {

/// What the reader can save from the page.
struct attachment {
  std::string name;  ///< of the file: "concbench.json"
  std::string text;
};

/// All texts of the page are taken for text, whatever markup they hold. Its Content-Security-Policy allows nothing but the style sheet
/// within it. Light or dark as the reader's system is, and made for a phone's width and for print as well.
std::string render_html(const page& page, const std::vector<attachment>& attachments = {});

}  // namespace concbench
