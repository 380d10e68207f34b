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

/// Does the work of a subcommand after the command line has been read. Returns the exit code.
using action = std::function<int()>;

/// Parses the command line, runs the subcommand, and turns errors into one line and an exit code. 0: fine; 1: a cell is
/// not ok; 2: wrong usage; 3: a regression; 4: reports that cannot be compared; 5: an undecided gate where that is not
/// allowed; 130: Ctrl-C.
int main(int argc, char** argv);

/// All options and subcommands. Parsing sets `chosen`, which must live as long as the result. `words` are the words of
/// the command line, which reports show. `password` is the one for --user.
std::unique_ptr<CLI::App> make_application(action& chosen, const std::vector<std::string>& words,
                                           std::optional<std::string> password = {});

// Each function adds a subcommand, which sets `chosen` when the user calls it.
void add_run(CLI::App& app, action& chosen, std::vector<std::string> words,
             std::optional<std::string> password);
void add_compare(CLI::App& app, action& chosen);
void add_cost(CLI::App& app, action& chosen, std::vector<std::string> words);
void add_doctor(CLI::App& app, action& chosen);

void add_report(CLI::App& app, action& chosen);
void add_advise(CLI::App& app, action& chosen);
void add_list(CLI::App& app, action& chosen);
void add_explain(CLI::App& app, action& chosen);
void add_learn(CLI::App& app, action& chosen);
void add_serve(CLI::App& app, action& chosen);
void add_check_worker(CLI::App& app, action& chosen);
void add_worker(CLI::App& app, action& chosen);
void add_reference(CLI::App& app, action& chosen);

}  // namespace concbench::cli
