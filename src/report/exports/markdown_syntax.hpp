// Markdown made from any text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// `text` as one line that Markdown shows as it is, also in a table. (GitHub still makes links of mail addresses.)
std::string markdown_text(std::string_view text);

/// A code span that no text can end, because its fence is longer than any run of backticks in the text. Do not use it
/// in a table, where a `|` ends the cell even within code.
std::string markdown_code(std::string_view text);

/// "| a | b |" and a newline. The cells must already be Markdown.
std::string markdown_row(const std::vector<std::string>& row);

/// The header of a table, with its alignments: the first column is aligned left, figures are aligned right.
std::string markdown_header(const std::vector<std::string>& titles);

}  // namespace concbench
