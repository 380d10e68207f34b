// The title and the links of an HTML page. Gumbo reads any bytes as HTML5 says that browsers do.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// A page that cannot be read, and the reason.
class unreadable_page : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

struct html_page {
  std::string title;  ///< with white space as a reader sees it; empty when there is none
  std::string base;   ///< the address in <base>, which links are relative to; empty: that of the page
  std::vector<std::string> links;  ///< in <a> and <area>, as they are written, in their order
};

/// How many tags may be open at once in a page. The time that Gumbo needs grows with the square of this number: 0.05 s
/// for 4,000 tags, 1 s for 16,000, and practically for ever for a page of 16 MiB. Browsers stop at 512.
inline constexpr std::size_t deepest_nesting = 4'000;

/// How much memory may be used to read a page of `page` bytes. Gumbo needs 25 to 60 times the size of an ordinary page.
/// It needs 75,000 times the size of a page whose tags HTML must repeat again and again.
constexpr std::size_t most_memory(std::size_t page) noexcept {
  return 200 * page + 1024 * 1024;
}

/// Throws unreadable_page for a page that nests more than deepest_nesting tags, or needs more than most_memory. Throws
/// not_applicable when this build has no Gumbo.
html_page read_html(std::string_view html);

/// The most tags that are open at once. Only the names of tags are examined, and only tags that have an end tag count.
std::size_t nesting_of(std::string_view html);

/// Why this build cannot read HTML, and which package to install; empty when it can.
std::string_view no_html();

}  // namespace concbench
