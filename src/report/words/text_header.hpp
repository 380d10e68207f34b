// The first lines of text output: what ran, and on which machine.
#pragma once

#include <string>
#include <vector>

#include "core/report.hpp"

namespace concbench {

/// "concbench 0.1.0 (03c179a)".
std::string tool_text(const report& result);

/// Why times of this build mean nothing: "DEBUG BUILD", "SANITIZERS (address,undefined)". Empty for a good build.
std::string unfit_build(const environment& facts);

/// How many rounds were asked for: "10 rounds after 1 warm-up".
std::string rounds_text(const report& result);

/// The plan as text: profile, rounds, and other settings that are not the default: "standard profile", "10 rounds after
/// 1 warm-up", "seed 42", "target https://example.org/".
std::vector<std::string> plan_facts(const report& result);

/// "41.3 s of 60s used" when a budget ends the rounds; otherwise empty. It is known when the rounds have ended.
std::string used_time(const report& result);

/// The machine as text: CPU, usable CPUs, memory, kernel. What is not known is left out.
std::vector<std::string> machine_facts(const environment& facts);

}  // namespace concbench
