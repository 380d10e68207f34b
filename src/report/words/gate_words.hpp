// Gates as sentences.
#pragma once

#include <string>

#include "report/figures/regression_gate.hpp"

namespace concbench {

/// The condition as it is written: ">5%" for the main figure of `comparison`, "cpu>5%" for another.
std::string gate_condition(const gate_result& gate, const report_comparison& comparison);

/// "undecided: none of 4 cells is shown to be more than 5 % slower; 1 of them may be, by up to 12 %: …", "failed: 1 of 6
/// cells uses over 5 % more CPU time; 5 other cells may use over 5 % more CPU time, by up to 12 %: …": the verdict, what
/// it rests on, and what to try.
std::string gate_text(const gate_result& gate);

}  // namespace concbench
