// The report in text on standard output, written while the run goes on.
#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "cli/terminal.hpp"
#include "core/report.hpp"
#include "report/terminal/text.hpp"

namespace concbench::cli {

/// Each scenario's section is written as soon as it has all its samples. A reader that takes nothing holds up
/// no run: what does not fit waits for `finish`. One that has gone has seen what it wanted.
class text_report {
 public:
  text_report(const text_choice& wanted, bool verbose) : wanted_(wanted), text_(verbose) {}

  /// Adds the sections of a scenario that has all its samples.
  void scenario_ended(const report& now, std::string_view scenario);

  /// Whether something waits to be written.
  bool waits() const { return !waiting_.empty() && !error_; }

  /// Writes what standard output takes at once.
  void write_some();

  /// Writes all that is left, however long that takes. False, with a line on standard error, when a part
  /// could not be written.
  bool finish(const report& result);

 private:
  text_choice wanted_;
  growing_text text_;
  std::string waiting_;
  std::error_code error_;  ///< the first; nothing is written after it
};

}  // namespace concbench::cli
