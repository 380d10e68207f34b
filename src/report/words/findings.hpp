// What the settings of a machine mean for results. It is judged only by the facts of a report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "system/environment.hpp"

namespace concbench {

/// How much a finding matters.
enum class severity {
  warning,  ///< makes figures less certain; `run` shows it too
  note,     ///< matters for some work, or for the meaning of figures
  unknown,  ///< cannot be seen from this process
  fine,
};

/// "warning", "note", "unknown", "fine".
std::string_view to_string(severity);

/// What was found about one subject.
struct finding {
  enum severity severity = severity::fine;
  std::string_view subject = {};  ///< name in exports: "cpu-quota"
  std::string_view title = {};    ///< title for people: "CPU quota"
  std::string what = {};          ///< the state with its value: "1 µs instead of the usual 50 µs"
  std::string meaning = {};       ///< what it means for results, as a clause; empty when it is fine
  std::string command = {};  ///< a command that corrects it; empty when it is fine, or when no command can
};

/// One finding for each subject about which the facts say something, the most important first. A subject whose facts
/// are missing, as in an older report, is left out.
std::vector<finding> findings_of(const environment& facts);

}  // namespace concbench
