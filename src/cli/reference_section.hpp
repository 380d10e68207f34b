// The sections of docs/executors.md and docs/scenarios.md, which are part of the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

/// The section about the executor or scenario with this name, as it is in the page; empty when there is none.
std::optional<std::string> reference_section(std::string_view name);

/// The Markdown of a section for a terminal: the heading is bold, paragraphs and lists are wrapped, code is indented,
/// and links are replaced by their texts. The table of parameters is left out, because `concbench list` shows them.
std::string readable(std::string_view section, const text_style& style);

}  // namespace concbench::cli
