// A text that grows, and a descriptor that may be slow.
#include "cli/text_report.hpp"

#include <unistd.h>

#include "cli/standard_output.hpp"

namespace concbench::cli {
void text_report::scenario_ended(const report& now, std::string_view scenario) {
  waiting_ += text_.scenario(now, scenario, style_of_standard_output(wanted_));
}

void text_report::write_some() {
  if (error_) return;
  std::string_view rest = waiting_;
  error_ = write_lines_that_fit(STDOUT_FILENO, rest);
  waiting_.erase(0, waiting_.size() - rest.size());
}

bool text_report::finish(const report& result) {
  waiting_ += text_.rest(result, style_of_standard_output(wanted_));
  if (!error_) error_ = write_all(STDOUT_FILENO, waiting_);
  return went_well(error_, "the report");
}

}  // namespace concbench::cli
