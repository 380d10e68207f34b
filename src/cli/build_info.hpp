// The sources and the tools that this program was built from.
#pragma once

#include <string>

#include "system/environment.hpp"

namespace concbench::cli {

/// "0.1.0".
std::string version();

/// The Git revision of the sources, with "-dirty" when they had uncommitted changes; "unknown" outside Git.
std::string revision();

/// "concbench 0.1.0 (1a2b3c4d5e6f)".
std::string version_text();

/// Compiler, flags, build type, sanitizers and library versions.
environment build_facts();

}  // namespace concbench::cli
