// All formats in which a report can be exported. A new format is a file with its renderer, and a row here.
#pragma once

#include <span>
#include <string>

#include "core/report.hpp"

namespace concbench {

struct export_format {
  const char* name;     ///< as in --format NAME and --export-NAME
  const char* content;  ///< what a file of this format contains, for help
  std::string (*render)(const report&);
  bool only_ok_cells = false;  ///< whether it cannot contain other cells (untracked_cells)
  bool of_timelines = false;   ///< whether it contains only timelines: then `run` takes them
};

/// The formats in the order of help.
std::span<const export_format> export_formats();

}  // namespace concbench
