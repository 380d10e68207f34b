// What the footers of --help say, taken apart: remarks, examples and exit codes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace concbench::cli {

/// A command line, and what is said of it; one of the two may be empty.
struct example {
  std::string command;
  std::string note;
};

/// What a number that the program ends with means.
struct exit_code {
  std::string number;
  std::string meaning;
};

/// The parts of a footer, each text on one line.
struct footer {
  std::vector<std::string> remarks;  ///< paragraphs that stand before or after the others
  std::vector<example> examples;  ///< of "Examples:", whose lines are indented; the note comes after spaces
  std::vector<exit_code>
      exit_codes;  ///< of "Exit codes: 0 fine, 1 not.": a comma and a number begin the next
};

footer read_footer(std::string_view text);

}  // namespace concbench::cli
