// --color and --ascii.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/terminal.hpp"

namespace concbench::cli {

/// `into` must outlive the command.
void add_text_options(CLI::App& command, text_choice& into);

}  // namespace concbench::cli
