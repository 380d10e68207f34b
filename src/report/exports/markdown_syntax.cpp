// What Markdown would take for its own, escaped.
#include "report/exports/markdown_syntax.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "system/foreign_text.hpp"

namespace concbench {

std::string markdown_text(std::string_view text) {
  const auto line = single_line(text);
  std::string out;
  for (std::string_view rest = line; !rest.empty(); rest.remove_prefix(1)) {
    const char c = rest.front();
    const bool is_markup = std::string_view("\\`*_[]<>|#&~").find(c) != std::string_view::npos;
    const bool makes_a_link = rest.starts_with("://") || (c == '.' && out.ends_with("www"));
    if (is_markup || makes_a_link) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  const auto line = single_line(text);
  std::string fence = "`";
  while (line.find(fence) != std::string::npos) fence += '`';
  const auto* space = fence.size() > 1 ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, space, line, space, fence);
}

std::string markdown_row(const std::vector<std::string>& row) {
  return fmt::format("| {} |\n", fmt::join(row, " | "));
}

std::string markdown_header(const std::vector<std::string>& titles) {
  std::vector<std::string> alignment(titles.size(), "---:");
  alignment.front() = "---";
  return markdown_row(titles) + markdown_row(alignment);
}

}  // namespace concbench
