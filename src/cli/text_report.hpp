// The text report on standard output, which is written during the run.
#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "cli/terminal.hpp"
#include "core/report.hpp"
#include "report/terminal/text.hpp"

namespace concbench::cli {

/// The section of a scenario is written as soon as all its samples are taken. A reader that does not read cannot delay
/// the run: what it does not take waits until `finish`. A reader that closes its end has seen all that it wanted.
class text_report {
 public:
  text_report(const text_choice& wanted, bool verbose) : wanted_(wanted), text_(verbose) {}

  /// Adds the section of a scenario whose samples are complete.
  void scenario_ended(const report& now, std::string_view scenario);

  /// Whether there is text that is still to be written.
  bool waits() const { return !waiting_.empty() && !error_; }

  /// Writes as much as standard output takes without waiting.
  void write_some();

  /// Writes everything that is left, however long that takes. When a part could not be written, returns false and
  /// writes a line on standard error.
  bool finish(const report& result);

 private:
  text_choice wanted_;
  growing_text text_;
  std::string waiting_;
  std::error_code error_;  ///< the first error; nothing is written after it
};

}  // namespace concbench::cli
