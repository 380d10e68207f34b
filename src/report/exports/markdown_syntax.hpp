// Pieces of Markdown from any text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// `text` as one line that Markdown shows as it is, in a table as well. GitHub's makes links of mail addresses
/// all the same.
std::string markdown_text(std::string_view text);

/// A code span that no text can end: the fence is longer than any run of backticks that could be inside. Not in
/// a table, where a `|` ends the cell even within code.
std::string markdown_code(std::string_view text);

/// "| a | b |" and a newline; each cell is Markdown already.
std::string markdown_row(const std::vector<std::string>& row);

/// The header of a table with its alignments: the first column left, figures right.
std::string markdown_header(const std::vector<std::string>& titles);

}  // namespace concbench
