// `concbench report`: a saved report in another format, without running anything.
#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/checked_option.hpp"
#include "cli/command_notes.hpp"
#include "cli/exports.hpp"
#include "cli/report_file.hpp"
#include "cli/run_options.hpp"
#include "cli/standard_output.hpp"
#include "cli/terminal.hpp"
#include "cli/value_kind.hpp"
#include "report/exports/csv.hpp"
#include "report/exports/html.hpp"
#include "report/exports/json.hpp"
#include "report/exports/markdown.hpp"
#include "report/pages/run_page.hpp"
#include "report/terminal/text.hpp"
#include "system/foreign_text.hpp"

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
  std::string html_file;
  std::string csv_file;
  std::string markdown_file;
  output_format format = output_format::table;
  color_choice color = color_choice::automatic;
  bool ascii = false;
  bool verbose = false;
};

std::string html_of(const concbench::report& result) {
  return render_html(run_page(result), {{"concbench.json", render_json(result)}});
}

std::string rendered(const report_options& options, const concbench::report& result) {
  switch (options.format) {
    case output_format::json:
      return render_json(result);
    case output_format::csv:
      return render_csv(result);
    case output_format::markdown:
      return render_markdown(result);
    case output_format::html:
      return html_of(result);
    case output_format::table:
      break;
  }
  const auto style = style_of_standard_output(options.color, options.ascii);
  return render_text(result, {.width = style.width, .colour = style.colour, .unicode = style.unicode},
                     options.verbose);
}

int show(const report_options& options) {
  const auto result = read_report_file(options.file);
  const bool empty = std::ranges::all_of(result.cells, [](const cell& each) { return each.samples.empty(); });
  if (empty && !result.plan.interrupted)
    throw usage_error(fmt::format("the report {} holds no counted sample: there is nothing to show",
                                  in_quotes(options.file)));
  exports files;
  files.add(options.html_file, html_of);
  files.add(options.csv_file, render_csv);
  files.add(options.markdown_file, render_markdown);
  files.write(result, true);
  if (!files.problem().empty()) {
    std::cerr << "concbench: " << files.problem() << "\n";
    return 1;
  }
  const bool only_files =
      options.format == output_format::table &&
      !(options.html_file.empty() && options.csv_file.empty() && options.markdown_file.empty());
  return only_files || print(rendered(options, result), "the report") ? 0 : 1;
}

}  // namespace

void add_report(CLI::App& app, action& chosen) {
  auto options = std::make_shared<report_options>();
  auto* command = add_command(
      app, "report", "Shows a saved report as text, Markdown, CSV or a page to look at", report_notes);
  command->add_option("REPORT", options->file, "An exported report")
      ->required()
      ->type_name(type_name(value_kind::file));
  command
      ->add_option("--export-html,--html", options->html_file,
                   "A page with charts: one file that needs nothing else")
      ->type_name(type_name(value_kind::file));
  command->add_option("--export-csv", options->csv_file, "One row a sample")
      ->type_name(type_name(value_kind::file));
  command->add_option("--export-markdown", options->markdown_file, "The tables")
      ->type_name(type_name(value_kind::file));
  add_choice<output_format>(
      *command, "--format", options->format,
      {{"table", output_format::table},
       {"json", output_format::json},
       {"csv", output_format::csv},
       {"markdown", output_format::markdown},
       {"html", output_format::html}},
      "What standard output holds (default: table, or nothing where a file is written)");
  add_choice<color_choice>(
      *command, "--color", options->color,
      {{"auto", color_choice::automatic}, {"always", color_choice::always}, {"never", color_choice::never}},
      "Colours (default: auto)");
  command->add_flag("--ascii", options->ascii, "No characters beyond ASCII");
  command->add_flag("-v,--verbose", options->verbose, "Say where figures are weak, and what to try");
  command->callback([&chosen, options] { chosen = [options] { return show(*options); }; });
}

}  // namespace concbench::cli
