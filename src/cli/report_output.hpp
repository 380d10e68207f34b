// The output options of `run` and `report`: the format of standard output, and the files to write.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/exports.hpp"
#include "cli/terminal.hpp"
#include "core/report.hpp"
#include "report/exports/formats.hpp"

namespace concbench::cli {

/// A file that the user wants the report in.
struct asked_export {
  const export_format* format;
  std::string path;
};

struct report_output {
  const export_format* format = nullptr;  ///< of standard output; null: the table
  std::vector<asked_export> exports = {};
  text_choice text = {};
  bool verbose = false;
};

/// The names of the option that exports to a file in a format.
enum class export_names {
  full,            ///< --export-html
  full_and_short,  ///< --html as well, for a command in which no other option has such a name
};

/// Adds --format, an export for each format, --color, --ascii and --verbose. `output` must outlive the command.
void add_report_output(CLI::App& command, report_output& output, export_names names);

/// Whether the user asked for a format that contains only timelines.
bool wants_timelines(const report_output& asked);

/// Checks that all files can be written, and adds them to `files`. Throws usage_error.
void open_exports(const report_output& asked, exports& files);

/// Says on standard error which cells of `result` are missing in a format that cannot contain them.
void tell_what_is_left_out(const report_output& asked, const report& result);

}  // namespace concbench::cli
