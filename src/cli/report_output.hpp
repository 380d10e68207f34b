// How a report is wanted, by `run` and by `report`: what standard output holds, and which files it is written into.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/exports.hpp"
#include "cli/terminal.hpp"
#include "core/report.hpp"
#include "report/exports/formats.hpp"

namespace concbench::cli {

/// A file that the report is written into.
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

/// Adds --format, an --export-… for each format, --color, --ascii and --verbose. `output` must outlive the command.
void add_report_output(CLI::App& command, report_output& output);

/// Whether something is asked for that holds timelines alone.
bool wants_timelines(const report_output& asked);

/// Checks that every file can be written, and adds it to `files`. Throws usage_error.
void open_exports(const report_output& asked, exports& files);

/// Says on standard error which cells of `result` a format has no place for.
void tell_what_is_left_out(const report_output& asked, const report& result);

}  // namespace concbench::cli
