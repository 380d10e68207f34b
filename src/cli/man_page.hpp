// Manual pages in roff, made from the same declarations as --help.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace concbench::cli {

/// "concbench", or "concbench-run" for a subcommand.
std::string page_name(const CLI::App& app, const CLI::App& command);

/// The page concbench(1), or concbench-COMMAND(1) for a subcommand of `app`. `version` is in its last line. Options
/// come from the tree of CLI11. Scenarios, parameters and executors come from the registry; they are on the pages of
/// the commands that accept them.
std::string man_page(const CLI::App& app, const CLI::App& command, const std::string& version);

}  // namespace concbench::cli
