// The title and the links of an HTML page, read by Gumbo, which reads any bytes as HTML5 says browsers do.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// A page that is not read, and why.
class unreadable_page : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

struct html_page {
  std::string title;               ///< white space as a reader sees it; empty when there is none
  std::string base;                ///< of <base>: what links are relative to; empty: the page's own address
  std::vector<std::string> links;  ///< of <a> and <area>, as they are written, in their order
};

/// Tags open at once in a page that is read. Gumbo takes time with the square of their number: 0.05 s for
/// 4,000, 1 s for 16,000, and as good as for ever for those of a page of 16 MiB. Browsers stop at 512.
inline constexpr std::size_t deepest_nesting = 4'000;

/// How much memory a page may take while it is read: Gumbo takes 25 to 60 times the size of an ordinary one,
/// and 75,000 times that of one whose tags HTML has to repeat again and again.
constexpr std::size_t most_memory(std::size_t page) noexcept {
  return 200 * page + 1024 * 1024;
}

/// Throws unreadable_page for a page that nests more than deepest_nesting tags, or takes more than
/// most_memory, and not_applicable where this build lacks Gumbo.
html_page read_html(std::string_view html);

/// How many tags are open at once at most, as far as a look at their names tells: of those that have an end
/// tag.
std::size_t nesting_of(std::string_view html);

/// Why this build reads no HTML, and the package that mends it; empty when it does.
std::string_view no_html();

}  // namespace concbench
