// The sections of docs/executors.md and docs/scenarios.md, which are part of the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace concbench::cli {

/// The section about the executor or scenario with this name, as it is in the page; empty when there is none.
std::optional<std::string> reference_section(std::string_view name);

}  // namespace concbench::cli
