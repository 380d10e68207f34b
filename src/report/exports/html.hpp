// A page as one HTML file that needs no network and no script.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/pages/page.hpp"

namespace concbench {

/// A file that the reader can save from the page.
struct attachment {
  std::string name;  ///< name of the file: "concbench.json"
  std::string text;
};

/// All texts of the page are shown as they are, even if they contain markup. Its Content-Security-Policy allows nothing
/// but the style sheet in the page. It is light or dark as the reader's system is, and it fits the width of a phone,
/// and print.
std::string render_html(const page& page, const std::vector<attachment>& attachments = {});

}  // namespace concbench
