// Text as columns on a terminal: how wide it is, cut, padded and wrapped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/terminal/text_style.hpp"

namespace concbench {

/// Columns that `text` (valid UTF-8) takes: 2 for wide East Asian characters and emoji, 0 for combining marks
/// and for the colours that `paint` adds.
int display_width(std::string_view text);

/// Any text as one harmless line that `style` can show: escapes and controls stripped, and in ASCII, `?` for
/// the rest.
std::string shown(std::string_view text, const text_style& style);

/// `text` if it fits `width` columns, else as much as fits with an ellipsis at its end.
std::string cut(std::string_view text, int width, const text_style& style);

/// `text` with spaces after it (or before it) up to `width` columns.
std::string pad_right(std::string_view text, int width);
std::string pad_left(std::string_view text, int width);

/// Lines of at most `style.width` columns, broken at spaces (a longer word is cut); lines after the first are
/// indented.
std::vector<std::string> wrap(std::string_view text, int indent, const text_style& style);

/// The facts on as few lines as fit, with a separator between two on the same line; a longer fact is cut, and
/// lines after the first are indented.
std::vector<std::string> join_facts(const std::vector<std::string>& facts, int indent,
                                    const text_style& style);

/// Two blocks of lines next to each other, the right one starting at column `offset`.
std::vector<std::string> beside(const std::vector<std::string>& left, const std::vector<std::string>& right,
                                int offset);

void append(std::vector<std::string>& to, const std::vector<std::string>& more);

/// The columns for each of two charts that `chart_pair` shows.
int chart_width(const text_style& style);

/// An empty line and two charts: next to each other where the style has 100 columns or more, else one under
/// the other. Those next to each other end on the same line.
std::vector<std::string> chart_pair(const std::vector<std::string>& left,
                                    const std::vector<std::string>& right, const text_style& style);

/// The lines as one text: each ends in a newline, none in a space.
std::string joined(const std::vector<std::string>& lines);

}  // namespace concbench
