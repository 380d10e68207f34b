// What --help and the manual page of a command say besides its options. It is declared together with the command.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace concbench::cli {

/// A command line and its description; one of the two may be empty.
struct example {
  std::string command;
  std::string note = {};
};

/// The meaning of an exit code.
struct exit_meaning {
  int number;
  std::string meaning;
};

/// Each text is a line of any length.
struct command_notes {
  std::vector<std::string> remarks = {};
  std::vector<example> examples = {};
  std::vector<exit_meaning> exit_codes = {};
};

/// The program itself, which has no parent command.
std::unique_ptr<CLI::App> make_command(std::string name, std::string description, command_notes notes);

/// Adds a command below `parent`, which owns it.
CLI::App* add_command(CLI::App& parent, std::string name, std::string description, command_notes notes);

/// The notes of a command; empty when it was made in another way.
const command_notes& notes_of(const CLI::App& command);

}  // namespace concbench::cli
