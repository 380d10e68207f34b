// The report for people at a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/report.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// Header, a section per scenario or swept line of results, and with several scenarios the summary matrix;
/// then what weakens the figures: in one line, or with `verbose` each with where and what to try. Of an
/// interrupted run, scenarios without a sample are only named. No line is wider than `style.width` (at least
/// 40), nor ends in a space. Texts from outside are stripped of escape sequences and controls.
std::string render_text(const report& result, const text_style& style, bool verbose = false);

/// The same part by part, while a run goes on: what has been given is final. A table has the columns, and
/// their widths, of all that is known at the time, so that those of one run look alike.
class growing_text {
 public:
  explicit growing_text(bool verbose) : verbose_(verbose) {}

  /// The sections of a scenario that has all its samples; the header comes before the first.
  std::string scenario(const report& now, std::string_view name, const text_style& style);

  /// All that has not been given yet.
  std::string rest(const report& result, const text_style& style);

 private:
  bool verbose_;
  std::vector<std::string> given_;     ///< scenarios
  std::vector<std::string> left_out_;  ///< columns that found no place so far
};

}  // namespace concbench
