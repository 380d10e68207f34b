// What --help and the manual page of a command say besides its options, declared where the command is.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace concbench::cli {

/// A command line, and what is said of it; one of the two may be empty.
struct example {
  std::string command;
  std::string note = {};
};

/// What a number that the program ends with means.
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

/// The program itself, which has no parent.
std::unique_ptr<CLI::App> make_command(std::string name, std::string description, command_notes notes);

/// A command below `parent`, which owns it.
CLI::App* add_command(CLI::App& parent, std::string name, std::string description, command_notes notes);

/// None where a command was made in another way.
const command_notes& notes_of(const CLI::App& command);

}  // namespace concbench::cli
