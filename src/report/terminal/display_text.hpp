// Text on a terminal: its width in columns, and how it is cut, padded and wrapped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/terminal/text_style.hpp"

namespace concbench {

/// The number of columns of `text` (valid UTF-8): 2 for wide East Asian characters and emoji, 0 for combining marks and
/// for the colours of `paint`.
int display_width(std::string_view text);

/// Any text as one harmless line that `style` can show. Escapes and control characters are removed. In ASCII, other
/// characters become `?`.
std::string shown(std::string_view text, const text_style& style);

/// `text` if it fits into `width` columns, and otherwise as much as fits, with an ellipsis at its end.
std::string cut(std::string_view text, int width, const text_style& style);

/// `text` with spaces after it (or before it) up to `width` columns.
std::string pad_right(std::string_view text, int width);
std::string pad_left(std::string_view text, int width);

/// Lines of at most `style.width` columns, broken at spaces. A word that is longer is cut. Lines after the first are
/// indented.
std::vector<std::string> wrap(std::string_view text, int indent, const text_style& style);

/// The facts on as few lines as possible, with a separator between two on the same line. A fact that is too long is
/// cut. Lines after the first are indented.
std::vector<std::string> join_facts(const std::vector<std::string>& facts, int indent,
                                    const text_style& style);

/// Two blocks of lines side by side; the right one begins at column `offset`.
std::vector<std::string> beside(const std::vector<std::string>& left, const std::vector<std::string>& right,
                                int offset);

void append(std::vector<std::string>& lines, const std::vector<std::string>& more);

/// The width of each of the two charts of `chart_pair`.
int chart_width(const text_style& style);

/// An empty line and two charts: side by side when the style has at least 100 columns, otherwise one below the other.
/// Charts that are side by side end on the same line.
std::vector<std::string> chart_pair(const std::vector<std::string>& left,
                                    const std::vector<std::string>& right, const text_style& style);

/// The lines as one text. Each ends in a newline, and none in a space.
std::string joined(const std::vector<std::string>& lines);

}  // namespace concbench
