// What a machine's set-up means for results: judged from the facts of a report alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "system/environment.hpp"

namespace concbench {

/// How much a finding matters.
enum class severity {
  warning,  ///< weakens figures: `run` says so too
  note,     ///< matters for some work, or for how figures are read
  unknown,  ///< cannot be seen from here
  fine,
};

/// "warning", "note", "unknown", "fine".
std::string_view to_string(severity);

/// What was found of one subject.
struct finding {
  enum severity severity = severity::fine;
  std::string_view subject = {};  ///< in exports: "cpu-quota"
  std::string_view title = {};    ///< for people: "CPU quota"
  std::string what = {};          ///< with its value: "1 µs instead of the usual 50 µs"
  std::string meaning = {};       ///< for results, as a clause; empty when it is fine
  std::string command = {};       ///< mends it; empty when it is fine, or when nothing on this machine does
};

/// One finding for each subject of which the facts tell something, the weightiest first. A subject whose
/// facts are absent, as in an older report, is left out.
std::vector<finding> findings_of(const environment& facts);

}  // namespace concbench
