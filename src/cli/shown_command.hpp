// The command line as reports show it.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace concbench::cli {

/// `word` in the form that a shell reads as the same word: in quotes, unless it needs none.
std::string shell_word(const std::string& word);

/// "concbench" and `words`, which are all words but the program's own name. They are quoted, so that a shell reads the
/// same words. "***" replaces what may be secret: values of header fields, data that is not read from a file, and user
/// names and passwords in URLs.
std::string shown_command(const CLI::App& app, std::vector<std::string> words);

}  // namespace concbench::cli
