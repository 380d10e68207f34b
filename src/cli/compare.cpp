// `concbench compare`: what became faster or slower between two reports, or between two executors of one.
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/checked_option.hpp"
#include "cli/report_file.hpp"
#include "cli/run_options.hpp"
#include "cli/standard_output.hpp"
#include "cli/value_kind.hpp"
#include "report/comparability.hpp"
#include "report/comparison_json.hpp"
#include "report/comparison_markdown.hpp"
#include "report/comparison_text.hpp"
#include "report/results.hpp"
#include "report/summary_matrix.hpp"

namespace concbench::cli {
namespace {

constexpr int regression_found = 3;
constexpr int not_comparable = 4;

constexpr auto examples = R"(Examples:
  concbench compare baseline.json run.json
  concbench compare baseline.json run.json --fail-if '>5%'
  concbench compare run.json -e threads,coroutines
  concbench run all --worker old=/opt/old/concbench --export-json run.json && concbench compare run.json
The last one is the better way, as for CI: both versions take part in the same interleaved rounds, so that a
drift of the machine cancels out.

Exit codes: 0 fine, 2 bad usage or no report, 3 a regression, or a cell that was ok and is no longer
(--fail-if), 4 different machine or plan, nothing to compare, or no cell that --fail-if can judge.)";

struct compare_options {
  std::string before;
  std::string after;  ///< empty: executors of `before` are compared
  std::vector<std::string> executors;
  std::optional<double> limit;
  bool across_machines = false;
  output_format format = output_format::table;
  color_choice color = color_choice::automatic;
  bool ascii = false;
};

/// ">5%" as 0.05.
double parse_limit(const std::string& text) {
  std::string_view rest = text;
  const auto skip_spaces = [&] { rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size())); };
  skip_spaces();
  const bool above = rest.starts_with('>');
  if (above) rest.remove_prefix(1);
  skip_spaces();
  const auto percent = parse_percent(rest);
  if (!above || !percent)
    throw usage_error(fmt::format(
        "--fail-if cannot be '{}': allowed is '>' and a percentage from 0, as in '>5%', quoted for the shell",
        text));
  return *percent;
}

int refuse(const std::string& why) {
  std::cerr << "concbench: " << why << "\n";
  return not_comparable;
}

std::vector<executor_pair> pairs_of(const compare_options& options, const report& only) {
  if (options.executors.empty()) {
    auto pairs = worker_pairs(only);
    if (!pairs.empty()) return pairs;
    throw usage_error(
        "compare needs a second report, or -e OLD,NEW for two executors of this one, or a report of 'run "
        "--worker'");
  }
  if (options.executors.size() != 2)
    throw usage_error(fmt::format("--executors cannot be '{}': allowed are two, separated by a comma",
                                  fmt::join(options.executors, ",")));
  const auto known = executors_of(results_of(only));
  for (const auto& each : options.executors)
    if (std::ranges::find(known, each) == known.end())
      throw usage_error(fmt::format("the report has no executor '{}'{}", each, suggestion(each, known)));
  if (options.executors[0] == options.executors[1])
    throw usage_error(fmt::format("--executors cannot compare '{}' with itself", options.executors[0]));
  return {{options.executors[0], options.executors[1]}};
}

std::string rendered(const compare_options& options, const report_comparison& result) {
  if (options.format == output_format::json) return render_comparison_json(result);
  const report_names names{options.before, options.after};
  if (options.format == output_format::markdown) return render_comparison_markdown(result, names);
  const auto style = style_of_standard_output(options.color, options.ascii);
  return render_comparison_text(result, names,
                                {.width = style.width, .colour = style.colour, .unicode = style.unicode});
}

/// What the limit makes of a comparison, with the reasons on standard error; the exit code.
int judge(const report_comparison& result, double limit) {
  for (const auto& each : broken_texts(result)) std::cerr << fmt::format("concbench: {}\n", each);
  std::size_t unjudged = 0;
  std::size_t needed = 0;
  for (const auto& each : result.cells) {
    if (each.range) continue;
    ++unjudged;
    needed = std::max(needed, each.rounds_needed);
  }
  if (unjudged > 0)
    std::cerr << fmt::format(
        "concbench: --fail-if cannot judge {} of {} cells: their rounds are too few, {} are needed\n",
        unjudged, result.cells.size(), needed);
  if (!result.broken.empty() || result.has_regression(limit)) return regression_found;
  return unjudged == result.cells.size() ? not_comparable : 0;
}

/// Prints the comparison; the exit code.
int conclude(const compare_options& options, const report_comparison& result) {
  const bool fails = options.limit && !result.broken.empty();
  if (result.cells.empty() && !fails) {
    const auto why = left_out_texts(result);
    return refuse(
        fmt::format("there is nothing to compare{}{}", why.empty() ? "" : ": ", fmt::join(why, "; ")));
  }
  if (!print(rendered(options, result), "the comparison")) return 1;
  return options.limit ? judge(result, *options.limit) : 0;
}

int compare_two(const compare_options& options) {
  if (!options.executors.empty())
    throw usage_error("--executors compares two executors of one report; leave one of the reports out");
  const auto before = read_report_file(options.before);
  const auto after = read_report_file(options.after);
  if (const auto rates = rate_difference(before, after); !rates.empty())
    return refuse(fmt::format(
        "the reports cannot be compared: {}; without --rate times are compared, with it the p99 at that rate",
        rates));
  for (const auto& [what, differences] : {std::pair("machines", machine_differences(before, after)),
                                          std::pair("plans", plan_differences(before, after))})
    if (!differences.empty() && !options.across_machines)
      return refuse(
          fmt::format("the reports are of different {}: {}; --across-machines compares them all the same",
                      what, fmt::join(differences, "; ")));
  return conclude(options, compare_reports(before, after));
}

int compare(const compare_options& options) {
  if (!options.after.empty()) return compare_two(options);
  if (options.across_machines) throw usage_error("--across-machines needs two reports");
  const auto only = read_report_file(options.before);
  return conclude(options, compare_executors(only, pairs_of(options, only)));
}

}  // namespace

void add_compare(CLI::App& app, action& chosen) {
  auto options = std::make_shared<compare_options>();
  auto* command = app.add_subcommand(
      "compare", "Compares two reports, or two executors of one: faster, slower, or not resolved");
  command->footer(examples);
  command->add_option("OLD", options->before, "An exported report: of what was before, or the only one")
      ->required()
      ->type_name(type_name(value_kind::file));
  command->add_option("NEW", options->after, "An exported report of what is now")
      ->type_name(type_name(value_kind::file));
  command
      ->add_option("-e,--executors", options->executors, "Two executors of one report: the old, then the new")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name(type_name(value_kind::old_and_new));
  command
      ->add_option_function<std::string>(
          "--fail-if", [options](const std::string& text) { options->limit = parse_limit(text); },
          "Exit code 3 when a cell is slower by more than this, with its whole interval: '>5%'")
      ->type_name("'>N%'");
  command->add_flag("--across-machines", options->across_machines,
                    "Compare reports of different machines or plans all the same");
  add_choice<output_format>(
      *command, "--format", options->format,
      {{"table", output_format::table}, {"json", output_format::json}, {"markdown", output_format::markdown}},
      "What standard output holds (default: table)");
  add_choice<color_choice>(
      *command, "--color", options->color,
      {{"auto", color_choice::automatic}, {"always", color_choice::always}, {"never", color_choice::never}},
      "Colours (default: auto)");
  command->add_flag("--ascii", options->ascii, "No characters beyond ASCII");
  command->callback([&chosen, options] { chosen = [options] { return compare(*options); }; });
}

}  // namespace concbench::cli
