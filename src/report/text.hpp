// The report for people at a terminal.
#pragma once

#include <string>

#include "core/report.hpp"
#include "report/text_style.hpp"

namespace concbench {

/// Header, a section per scenario or swept line of results, and with several scenarios the summary matrix;
/// then the warnings. No line
/// is wider than `style.width` (at least 40), nor ends in a space. Texts from outside are stripped of escape
/// sequences and controls.
std::string render_text(const report& result, const text_style& style);

}  // namespace concbench
