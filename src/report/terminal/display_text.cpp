// Widths by range: the C library's wcwidth depends on the locale, and output must not.
#include "report/terminal/display_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "system/foreign_text.hpp"

namespace concbench {
namespace {

using character_range = std::pair<char32_t, char32_t>;

/// Combining marks and variation selectors.
constexpr std::array<character_range, 5> zero_wide{
    {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}}};

/// The blocks that are wide throughout in Unicode's EastAsianWidth.txt, and the emoji.
constexpr std::array<character_range, 9> two_wide{{{0x1100, 0x115F},
                                                   {0x2E80, 0x303E},
                                                   {0x3041, 0xA4CF},
                                                   {0xAC00, 0xD7A3},
                                                   {0xF900, 0xFAFF},
                                                   {0xFE30, 0xFE6F},
                                                   {0xFF00, 0xFF60},
                                                   {0x1F300, 0x1FAFF},
                                                   {0x20000, 0x3FFFD}}};

/// What ASCII has for the signs that our own words use.
constexpr std::array<std::pair<char32_t, std::string_view>, 9> stand_ins{{{U'×', "x"},
                                                                          {U'µ', "u"},
                                                                          {U'…', "..."},
                                                                          {U'–', "-"},
                                                                          {U'·', "|"},
                                                                          {U'≥', ">="},
                                                                          {U'±', "+-"},
                                                                          {U'²', "^2"},
                                                                          {U'─', "-"}}};

bool among(char32_t c, const auto& ranges) {
  return std::ranges::any_of(ranges,
                             [c](const auto& range) { return range.first <= c && c <= range.second; });
}

int width_of(char32_t c) {
  if (c < 0x300) return 1;
  return among(c, zero_wide) ? 0 : among(c, two_wide) ? 2 : 1;
}

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(0, count)), ' ');
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find(' ', start), text.size());
    if (end > start) words.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

/// Joins parts into lines of at most `style.width` columns.
std::vector<std::string> fill(const auto& parts, std::string_view separator, int indent,
                              const text_style& style) {
  std::vector<std::string> lines;
  for (const auto& each : parts) {
    const auto before = lines.empty() ? 0 : indent;
    const auto part = cut(each, style.width - before, style);
    if (!lines.empty() &&
        display_width(lines.back()) + display_width(separator) + display_width(part) <= style.width) {
      lines.back().append(separator).append(part);
    } else {
      lines.push_back(spaces(before) + part);
    }
  }
  return lines;
}

constexpr int between_charts = 4;

bool side_by_side(const text_style& style) {
  constexpr int enough = 100;
  return style.width >= enough;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    if (text.front() == '\x1b') {
      text.remove_prefix(std::min(text.find('m'), text.size() - 1) + 1);
    } else {
      width += width_of(take_character(text));
    }
  }
  return width;
}

std::string shown(std::string_view text, const text_style& style) {
  auto line = single_line(text);
  if (style.unicode) return line;
  std::string ascii;
  for (std::string_view rest = line; !rest.empty();) {
    const auto c = take_character(rest);
    if (const auto stand_in = std::ranges::find(stand_ins, c, &std::pair<char32_t, std::string_view>::first);
        stand_in != stand_ins.end()) {
      ascii += stand_in->second;
    } else if (width_of(c) > 0) {
      ascii += c < 0x80 ? static_cast<char>(c) : '?';
    }
  }
  return ascii;
}

std::string cut(std::string_view text, int width, const text_style& style) {
  if (display_width(text) <= width) return std::string(text);
  const auto ellipsis = signs(style).ellipsis;
  int left = width - display_width(ellipsis);
  std::string kept;
  while (!text.empty()) {
    const auto c = take_character(text);
    left -= width_of(c);
    if (left < 0) break;
    append_character(kept, c);
  }
  return kept.append(ellipsis);
}

std::string pad_right(std::string_view text, int width) {
  return std::string(text) + spaces(width - display_width(text));
}

std::string pad_left(std::string_view text, int width) {
  return spaces(width - display_width(text)).append(text);
}

std::vector<std::string> wrap(std::string_view text, int indent, const text_style& style) {
  return fill(words_of(text), " ", indent, style);
}

std::vector<std::string> join_facts(const std::vector<std::string>& facts, int indent,
                                    const text_style& style) {
  return fill(facts, signs(style).separator, indent, style);
}

std::vector<std::string> beside(const std::vector<std::string>& left, const std::vector<std::string>& right,
                                int offset) {
  std::vector<std::string> lines(std::max(left.size(), right.size()));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i < left.size()) lines[i] = left[i];
    if (i < right.size()) lines[i] = pad_right(lines[i], offset) + right[i];
  }
  return lines;
}

void append(std::vector<std::string>& lines, const std::vector<std::string>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

int chart_width(const text_style& style) {
  return side_by_side(style) ? (style.width - between_charts) / 2 : style.width;
}

std::vector<std::string> chart_pair(const std::vector<std::string>& left,
                                    const std::vector<std::string>& right, const text_style& style) {
  std::vector<std::string> lines{""};
  if (side_by_side(style)) {
    const auto lowered = [height = std::max(left.size(), right.size())](std::vector<std::string> chart) {
      chart.insert(chart.begin(), height - chart.size(), "");
      return chart;
    };
    append(lines, beside(lowered(left), lowered(right), chart_width(style) + between_charts));
  } else {
    append(lines, left);
    lines.emplace_back();
    append(lines, right);
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) {
    const auto end = line.find_last_not_of(' ');
    text.append(line, 0, end == std::string::npos ? 0 : end + 1) += '\n';
  }
  return text;
}

}  // namespace concbench
