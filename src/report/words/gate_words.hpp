// Gates as sentences.
#pragma once

#include <string>

#include "report/figures/regression_gate.hpp"

namespace concbench {

/// The condition as the user writes it: ">5%" for the main figure of `comparison`, "cpu>5%" for another.
std::string gate_condition(const gate_result& gate, const report_comparison& comparison);

/// The verdict, its reasons, and what to try: "undecided: none of 4 cells is shown to be more than 5 % slower; 1 of
/// them may be, by up to 12 %: …", "failed: 1 of 6 cells uses over 5 % more CPU time; 5 other cells may use over 5 %
/// more CPU time, by up to 12 %: …".
std::string gate_text(const gate_result& gate);

}  // namespace concbench
