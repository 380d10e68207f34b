// What `concbench doctor` says to people.
#pragma once

#include <string>

#include "core/report.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// Findings with what they mean and what mends them, what cannot be seen, what is in order, and the noise
/// floor of the report's pairs. `why_no_noise`: said where there are too few. A command that has to be broken
/// has a backslash there, so that it can still be pasted. No line is wider than the style, but for a single
/// word of a command.
std::string render_doctor_text(const report& machine, const std::string& why_no_noise,
                               const text_style& style);

}  // namespace concbench
