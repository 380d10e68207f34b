// The sections of docs/executors.md and docs/scenarios.md, which are built in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

/// The section about the executor or the scenario of this name, as it stands in the page; empty without one.
std::optional<std::string> reference_section(std::string_view name);

/// Its Markdown for a terminal: the heading bold, paragraphs and lists wrapped, code indented, links by their
/// texts. The table of parameters is left out: `concbench list` has it.
std::string readable(std::string_view section, const text_style& style);

}  // namespace concbench::cli
