// The command line as reports have it.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace concbench::cli {

/// `word` so that a shell reads it back: in quotes, unless it needs none.
std::string quoted(const std::string& word);

/// `words`, which are all but the program's own name, behind "concbench": quoted so that a shell reads them
/// back. "***" stands for what may be secret: values of header fields, data that is not read from a file, user
/// names and passwords in URLs.
std::string shown_command(const CLI::App& app, std::vector<std::string> words);

}  // namespace concbench::cli
