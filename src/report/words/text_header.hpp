// The first lines of the text output: what ran, and where.
#pragma once

#include <string>
#include <vector>

#include "core/report.hpp"

namespace concbench {

/// "concbench 0.1.0 (03c179a)".
std::string tool_text(const report& result);

/// Why this build's times mean nothing: "DEBUG BUILD", "SANITIZERS (address,undefined)"; empty for a good
/// build.
std::string unfit_build(const environment& facts);

/// The plan in words: profile and rounds, and what else was asked for and is not the default: "standard
/// profile", "10 rounds after 1 warm-up", "seed 42", "target https://example.org/".
std::vector<std::string> plan_facts(const report& result);

/// "41.3 s of 60s used" where a budget ends the rounds, else empty: what is known when they are over.
std::string used_time(const report& result);

/// The machine in words: CPU, usable CPUs, memory, kernel; what is not known is left out.
std::vector<std::string> machine_facts(const environment& facts);

}  // namespace concbench
