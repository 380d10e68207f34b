// What a shell can offer for the word that is being typed.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace concbench::cli {

/// How the last word is completed.
enum class completion_kind {
  words,    ///< with the candidates; a space may follow
  parts,    ///< with the candidates; the same word continues, so no space may follow
  files,    ///< with names of files
  folders,  ///< with names of folders
};

struct candidate {
  std::string text;
  std::string about;  ///< one line, for shells that show it
};

struct completion {
  completion_kind kind = completion_kind::words;
  std::string kept = {};  ///< how the last word begins; a candidate or a name of a file comes after it
  std::vector<candidate> candidates = {};  ///< all that are allowed, whatever was typed after `kept`
};

/// What may replace the last of `words`, which are the words after the program's name up to the cursor. Subcommands and
/// options come from the tree of `app`, everything else from the registry.
completion complete(const CLI::App& app, const std::vector<std::string>& words);

/// The text that is sent to the shells: the kind, the kept part, and one line for each candidate with a tab before its
/// description.
std::string to_lines(const completion& offered);

}  // namespace concbench::cli
