// The command line: subcommands, help, exit codes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace concbench::cli {

/// What a subcommand does once the command line has been read; returns the exit code.
using action = std::function<int()>;

/// Parses, dispatches, and turns errors into one line and an exit code: 0 fine, 1 a cell is not ok, 2 bad
/// usage, 3 a regression, 4 reports that cannot be compared, 5 a gate that is undecided and may not be, 130 Ctrl-C.
int main(int argc, char** argv);

/// Everything that the command line may hold. `chosen` is set when it is parsed, and has to live as long.
/// `words` are those of the command line, for reports to say how they were made; `password`, the one for --user.
std::unique_ptr<CLI::App> make_application(action& chosen, const std::vector<std::string>& words,
                                           std::optional<std::string> password = {});

// Each adds its subcommand, and sets the action when that was chosen.
void add_run(CLI::App& app, action& chosen, std::vector<std::string> words,
             std::optional<std::string> password);
void add_compare(CLI::App& app, action& chosen);
void add_cost(CLI::App& app, action& chosen, std::vector<std::string> words);
void add_doctor(CLI::App& app, action& chosen);

void add_report(CLI::App& app, action& chosen);
void add_advise(CLI::App& app, action& chosen);
void add_list(CLI::App& app, action& chosen);
void add_explain(CLI::App& app, action& chosen);
void add_serve(CLI::App& app, action& chosen);
void add_worker(CLI::App& app, action& chosen);
void add_reference(CLI::App& app, action& chosen);

}  // namespace concbench::cli
