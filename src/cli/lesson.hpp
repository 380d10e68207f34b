// The lessons of `concbench learn`: their texts and programs, which are part of this program (scripts/lessons.cmake).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace concbench::cli {

struct lesson {
  std::string name;     ///< "gather"; its files are scenarios/lessons/gather.{md,cpp,py}
  std::size_t number;   ///< from 1, in the order in which lessons are taken
  std::string title;    ///< "Gather: many at once, results in order"
  std::string section;  ///< "Coroutines"
  std::string takes;    ///< how long it runs, and why: "0.3 s, as long as the longest of its tasks"
  std::vector<std::string> topics;              ///< the headings of the Python tutorial that it covers
  std::string next;                             ///< the command to run on one's own machine afterwards
  std::string text;                             ///< Markdown: what it explains
  std::string remember;                         ///< Markdown: a list of what to remember
  std::string_view source;                      ///< the C++ program
  std::string_view python;                      ///< its counterpart
  int (*run)(int argc, char** argv) = nullptr;  ///< the program's main()

  /// Whether its program is given the URL of a server, `concbench serve`.
  bool needs_server() const;
  /// The file of its program in the repository.
  std::string file() const { return "scenarios/lessons/" + name + ".cpp"; }
};

/// All lessons in their order.
const std::vector<lesson>& lessons();

/// By its name or its number. Throws usage_error, which names the nearest ones.
const lesson& find_lesson(const std::string& name_or_number);

}  // namespace concbench::cli
