// What a shell may offer for the word that is being typed.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace concbench::cli {

/// What completes the last word.
enum class completion_kind {
  words,    ///< the candidates; a space may follow
  parts,    ///< the candidates; more of the same word follows, so no space
  files,    ///< names of files
  folders,  ///< names of folders
};

struct candidate {
  std::string text;
  std::string about;  ///< one line, for shells that show it
};

struct completion {
  completion_kind kind = completion_kind::words;
  std::string kept = {};  ///< how the last word begins; every candidate, or name of a file, comes after it
  std::vector<candidate> candidates = {};  ///< all that are allowed, whatever has been typed after `kept`
};

/// What may stand in place of the last of `words`, which are those after the program's name, up to the
/// cursor. Subcommands and options come from the tree of `app`, the rest from the registry.
completion complete(const CLI::App& app, const std::vector<std::string>& words);

/// For the shells: the kind, the kept part, and a candidate a line, a tab before what it is about.
std::string to_lines(const completion& offered);

}  // namespace concbench::cli
