// The report of a run for people at a terminal.
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

/// The same part by part, while a run goes on: what has been given is final. A table has the columns, and
/// their widths, of all that is known at the time, so that those of one run look alike.
class growing_text {
 public:
  explicit growing_text(bool verbose) : printer_({}, verbose) {}

  /// The sections of a scenario that has all its samples; the header comes before the first.
  std::string scenario(const report& now, std::string_view name, const text_style& style);

  /// All that has not been given yet.
  std::string rest(const report& result, const text_style& style);

 private:
  page_printer printer_;
  std::vector<std::string> given_;  ///< scenarios
};

}  // namespace concbench
