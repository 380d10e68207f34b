// The report of a run as text for a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/report.hpp"
#include "report/terminal/page_text.hpp"

namespace concbench {

/// run_page as text.
std::string render_text(const report& result, const text_style& style, bool verbose = false);

/// The same part by part during a run. What has been returned does not change. The columns of a table and their widths
/// follow from all that is known at that time, so that the tables of a run look alike.
class growing_text {
 public:
  explicit growing_text(bool verbose) : printer_({}, verbose) {}

  /// The sections of a scenario whose samples are complete. The header comes before the first.
  std::string scenario(const report& now, std::string_view name, const text_style& style);

  /// Everything that has not been returned yet.
  std::string rest(const report& result, const text_style& style);

 private:
  page_printer printer_;
  std::vector<std::string> given_;  ///< scenarios that were returned
};

}  // namespace concbench
