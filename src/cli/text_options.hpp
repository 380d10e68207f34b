// --color and --ascii.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/terminal.hpp"

namespace concbench::cli {

/// `choice` must outlive the command.
void add_text_options(CLI::App& command, text_choice& choice);

}  // namespace concbench::cli
