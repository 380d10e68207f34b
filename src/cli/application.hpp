// The command line: subcommands, help, exit codes.
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace concbench::cli {

/// What a subcommand does once the command line has been read; returns the exit code.
using action = std::function<int()>;

/// Parses, dispatches, and turns errors into one line and an exit code: 0 fine, 1 a cell is not ok, 2 bad
/// usage, 3 a regression, 4 reports that cannot be compared, 130 Ctrl-C.
int main(int argc, char** argv);

// Each adds its subcommand, and sets the action when that was chosen.
void add_run(CLI::App& app, action& chosen, std::string command_line);
void add_compare(CLI::App& app, action& chosen);
void add_cost(CLI::App& app, action& chosen, std::string command_line);
void add_doctor(CLI::App& app, action& chosen);
void add_list(CLI::App& app, action& chosen);
void add_serve(CLI::App& app, action& chosen);
void add_worker(CLI::App& app, action& chosen);

}  // namespace concbench::cli
