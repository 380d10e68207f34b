// Manual pages in roff, from the declarations that --help is made of.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace concbench::cli {

/// "concbench", or "concbench-run" of a subcommand.
std::string page_name(const CLI::App& app, const CLI::App& command);

/// The page concbench(1), or concbench-COMMAND(1) of a subcommand of `app`. `version` stands in its last
/// line. Options come from the tree of CLI11, scenarios, parameters and executors from the registry: they
/// stand on the pages of the commands that take them.
std::string man_page(const CLI::App& app, const CLI::App& command, const std::string& version);

}  // namespace concbench::cli
