// `concbench report`: a saved report in another format, or several side by side, without running anything.
#include <iostream>
#include <memory>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/command_notes.hpp"
#include "cli/exports.hpp"
#include "cli/page_output.hpp"
#include "cli/report_file.hpp"
#include "cli/report_output.hpp"
#include "cli/standard_output.hpp"
#include "cli/value_kind.hpp"
#include "core/parameters.hpp"
#include "report/figures/side_by_side.hpp"
#include "report/pages/side_by_side_page.hpp"
#include "report/terminal/text.hpp"
#include "report/words/comparability.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

const command_notes report_notes{
    .examples = {{"concbench run all --export-json run.json"},
                 {"concbench report run.json --html run.html"},
                 {"concbench report run.json --verbose"},
                 {"concbench report laptop.json server.json --html both.html",
                  "Two runs or more in the same tables and charts"},
                 {"concbench report run.json --format markdown > run.md"}},
    .exit_codes = {{0, "fine"}, {1, "an export cannot be written"}, {2, "bad usage or no report"}},
};

struct report_options {
  std::vector<std::string> files;
  report_output output;
};

int show_one(const report_options& options) {
  const auto result = read_measured_report(options.files.front());
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

/// The formats of `asked` as those of a page. Throws usage_error for one that has no place for several reports.
page_output page_output_of(const report_output& asked) {
  const auto page_format = [](std::string_view name) {
    if (!is_page_format(name))
      throw usage_error(fmt::format(
          "the format {} has a place for one report only: several are shown as text, Markdown and HTML",
          name));
    return std::string(name);
  };
  if (asked.verbose)
    throw usage_error("--verbose says where the figures of one report are weak: give one report at a time");
  page_output made{.text = asked.text};
  if (asked.format != nullptr) {
    made.format = page_format(asked.format->name);
  } else if (!asked.exports.empty()) {
    made.format.clear();
  }
  for (const auto& each : asked.exports) made.exports.emplace_back(page_format(each.format->name), each.path);
  return made;
}

/// Refuses what cannot stand beside the others.
void check_side(const named_report& side, const named_report& first) {
  if (!side.report.plan.sweeps.empty())
    throw usage_error(
        fmt::format("the report {} holds a sweep, which cannot stand beside another report: give it alone",
                    in_quotes(side.name)));
  if (side.report.plan.searches_rate())
    throw usage_error(fmt::format(
        "the report {} holds a search for the highest rate, which cannot stand beside another report: give it alone, or "
        "compare two such reports with concbench compare",
        in_quotes(side.name)));
  if ((side.report.plan.rate > 0) != (first.report.plan.rate > 0))
    throw usage_error(fmt::format(
        "the reports {} and {} cannot stand side by side: {}; without --rate times are shown, with it the p99",
        in_quotes(first.name), in_quotes(side.name), rate_difference(first.report, side.report)));
}

int show_several(const report_options& options) {
  if (options.files.size() > most_reports_side_by_side)
    throw usage_error(
        fmt::format("at most {} reports can stand side by side, and these are {}: leave some out",
                    most_reports_side_by_side, options.files.size()));
  const auto asked = page_output_of(options.output);
  std::vector<named_report> reports;
  for (const auto& each : options.files) {
    reports.push_back({each, read_measured_report(each)});
    check_side(reports.back(), reports.front());
  }
  page_writer writer(asked);
  return writer.write(side_by_side_page(reports), {}, "the reports") ? 0 : 1;
}

int show(const report_options& options) {
  return options.files.size() == 1 ? show_one(options) : show_several(options);
}

}  // namespace

void add_report(CLI::App& app, action& chosen) {
  auto options = std::make_shared<report_options>();
  auto* command = add_command(
      app, "report",
      "Shows a saved report, or several side by side, as text or in any format, such as a page to look at",
      report_notes);
  command
      ->add_option("REPORT", options->files,
                   fmt::format("An exported report, or up to {} of them to be shown side by side",
                               most_reports_side_by_side))
      ->required()
      ->type_name(type_name(value_kind::file));
  add_report_output(*command, options->output, export_names::full_and_short);
  command->callback([&chosen, options] { chosen = [options] { return show(*options); }; });
}

}  // namespace concbench::cli
