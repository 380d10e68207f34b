// Every format that a report can be exported in. A further one is a file with its renderer, and a row here.
#pragma once

#include <span>
#include <string>

#include "core/report.hpp"

namespace concbench {

struct export_format {
  const char* name;     ///< as in --format NAME and --export-NAME
  const char* content;  ///< what a file of it holds, for help
  std::string (*render)(const report&);
  bool only_ok_cells = false;  ///< whether it has no place for the others (untracked_cells)
  bool of_timelines = false;   ///< whether it holds timelines alone: `run` takes them for it
};

/// In the order in which help names them.
std::span<const export_format> export_formats();

}  // namespace concbench
