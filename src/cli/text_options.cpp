// For every command that prints a text.
#include "cli/text_options.hpp"

#include "cli/checked_option.hpp"

namespace concbench::cli {

void add_text_options(CLI::App& command, text_choice& choice) {
  add_choice<color_choice>(
      command, "--color", choice.color,
      {{"auto", color_choice::automatic}, {"always", color_choice::always}, {"never", color_choice::never}},
      "Colours (default: auto)");
  command.add_flag("--ascii", choice.ascii, "No characters beyond ASCII");
}

}  // namespace concbench::cli
