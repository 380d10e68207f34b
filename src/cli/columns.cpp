// Wrapping in a column, and at the words of a shell.
#include "cli/columns.hpp"

#include "report/terminal/display_text.hpp"

namespace concbench::cli {
namespace {

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(count), ' ');
}

/// Split at the spaces outside of quotation marks.
std::vector<std::string> shell_words(std::string_view command) {
  std::vector<std::string> words(1);
  char within = '\0';
  for (const char c : command) {
    if (within == '\0' && c == ' ') {
      if (!words.back().empty()) words.emplace_back();
      continue;
    }
    if (c == '\'' || c == '"') within = within == '\0' ? c : within == c ? '\0' : within;
    words.back() += c;
  }
  return words;
}

}  // namespace

std::vector<std::string> in_columns(std::string_view name, std::string_view about, int indent, int column,
                                    const text_style& style) {
  constexpr int gap = 2;
  auto first = spaces(indent).append(name);
  std::vector<std::string> lines;
  if (about.empty() || display_width(first) + gap > column) {
    lines.push_back(std::move(first));
    first = spaces(column);
  }
  auto narrower = style;
  narrower.width = style.width - column;
  for (const auto& each : wrap(about, 0, narrower)) {
    lines.push_back(pad_right(first, column) + each);
    first.clear();
  }
  return lines;
}

std::vector<std::string> command_lines(std::string_view command, const text_style& style) {
  constexpr int indent = 2;
  constexpr int deeper = 6;
  constexpr std::string_view goes_on = " \\";
  std::vector<std::string> lines;
  for (const auto& word : shell_words(command)) {
    const auto room = style.width - static_cast<int>(goes_on.size());
    if (lines.empty()) {
      lines.push_back(spaces(indent) + word);
    } else if (display_width(lines.back()) + 1 + display_width(word) <= room) {
      lines.back().append(" ").append(word);
    } else {
      lines.back() += goes_on;
      lines.push_back(spaces(deeper) + word);
    }
  }
  return lines;
}

}  // namespace concbench::cli
