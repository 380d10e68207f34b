// `concbench report`: a saved report in another format, without running anything.
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/command_notes.hpp"
#include "cli/exports.hpp"
#include "cli/report_file.hpp"
#include "cli/report_output.hpp"
#include "cli/standard_output.hpp"
#include "cli/value_kind.hpp"
#include "report/terminal/text.hpp"

namespace concbench::cli {
namespace {

const command_notes report_notes{
    .examples = {{"concbench run all --export-json run.json"},
                 {"concbench report run.json --export-html run.html"},
                 {"concbench report run.json --verbose"},
                 {"concbench report run.json --format markdown > run.md"}},
    .exit_codes = {{0, "fine"}, {1, "an export cannot be written"}, {2, "bad usage or no report"}},
};

struct report_options {
  std::string file;
  report_output output;
};

int show(const report_options& options) {
  const auto result = read_measured_report(options.file);
  const auto& asked = options.output;
  exports files;
  open_exports(asked, files);
  files.write(result, true);
  if (!files.problem().empty()) {
    std::cerr << "concbench: " << files.problem() << "\n";
    return 1;
  }
  tell_what_is_left_out(asked, result);
  if (asked.format != nullptr) return print(asked.format->render(result), "the report") ? 0 : 1;
  if (!asked.exports.empty()) return 0;
  return print(render_text(result, style_of_standard_output(asked.text), asked.verbose), "the report") ? 0
                                                                                                       : 1;
}

}  // namespace

void add_report(CLI::App& app, action& chosen) {
  auto options = std::make_shared<report_options>();
  auto* command = add_command(
      app, "report", "Shows a saved report as text, or writes it in any format, such as a page to look at",
      report_notes);
  command->add_option("REPORT", options->file, "An exported report")
      ->required()
      ->type_name(type_name(value_kind::file));
  add_report_output(*command, options->output);
  command->callback([&chosen, options] { chosen = [options] { return show(*options); }; });
}

}  // namespace concbench::cli
