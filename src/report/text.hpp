// The report for people at a terminal.
#pragma once

#include <string>

#include "core/report.hpp"
#include "report/text_style.hpp"

namespace concbench {

/// Header, a section per scenario or swept line of results, and with several scenarios the summary matrix;
/// then what weakens the figures: in one line, or with `verbose` each with where and what to try. Of an
/// interrupted run, scenarios without a sample are only named. No line is wider than `style.width` (at least
/// 40), nor ends in a space. Texts from outside are stripped of escape sequences and controls.
std::string render_text(const report& result, const text_style& style, bool verbose = false);

}  // namespace concbench
