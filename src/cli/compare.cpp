// `concbench compare`: what became faster or slower between two reports, or between two executors of one.
#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/checked_option.hpp"
#include "cli/command_notes.hpp"
#include "cli/page_output.hpp"
#include "cli/report_file.hpp"
#include "cli/standard_output.hpp"
#include "cli/terminal.hpp"
#include "cli/value_kind.hpp"
#include "core/parameters.hpp"
#include "report/exports/comparison_json.hpp"
#include "report/figures/compared_figures.hpp"
#include "report/figures/matrix.hpp"
#include "report/figures/regression_gate.hpp"
#include "report/figures/results.hpp"
#include "report/pages/comparison_page.hpp"
#include "report/words/comparability.hpp"
#include "report/words/gate_words.hpp"
#include "report/words/text_header.hpp"
#include "system/foreign_text.hpp"
#include "system/trimmed.hpp"

namespace concbench::cli {
namespace {

constexpr int regression_found = 3;
constexpr int not_comparable = 4;
constexpr int not_decided = 5;

const command_notes compare_notes{
    .examples =
        {{"concbench compare baseline.json run.json"},
         {"concbench compare baseline.json run.json --fail-if '>5%'"},
         {"concbench compare baseline.json run.json --fail-if 'p99>10%' --fail-if 'cpu>5%' --fail-if-undecided"},
         {"concbench compare run.json --old threads --new coroutines"},
         {"concbench run all --worker main=/opt/main/concbench --export-json run.json"},
         {"concbench compare run.json --old main --fail-if '>5%'"},
         {"",
          "The last two are the better way, as for CI: both versions take part in the same interleaved "
          "rounds, so that a drift of the machine cancels out. --old main says that the worker called "
          "main is what was before, and this program what is now; --new NAME says it the other way "
          "round."}},
    .exit_codes =
        {{0,
          "fine; with --fail-if no cell is shown to be slower by more, though some may be: it says "
          "'passed' or 'undecided'"},
         {2, "bad usage or no report"},
         {3, "a regression, or a cell that was ok and is no longer (--fail-if)"},
         {4,
          "reports of different machines or plans (unless --across-machines), or nothing to compare; with "
          "--fail-if also a cell that did other work (parameters, tasks, concurrency; --across-machines "
          "leaves it out), or no cell that can be judged. Cells are compared where scenario, executor, "
          "parameters, tasks and concurrency are the same; for two settings in one run there is --sweep"},
         {5, "some cells may be slower by more than --fail-if allows (--fail-if-undecided)"}},
};

struct compare_options {
  std::string before;
  std::string after;  ///< empty: executors of `before` are compared
  std::vector<std::string> executors;
  std::string old_name;  ///< a worker or an executor of the only report; empty: not given
  std::string new_name;
  std::vector<std::string> conditions;  ///< of --fail-if, as they were given
  bool fail_if_undecided = false;
  bool across_machines = false;
  page_output output = {};
};

/// ">5%", "cpu>5%".
struct condition {
  std::optional<compared_figure> figure;  ///< empty: the main one
  double most;                            ///< 0.05: 5 %
};

condition parse_condition(const std::string& text) {
  const auto sign = text.find('>');
  if (sign == std::string::npos)
    throw usage_error(fmt::format(
        "--fail-if cannot be {}: allowed is a figure ({}; none: the time), '>' and a percentage, as in "
        "'>5%' or 'cpu>5%'; {}",
        in_quotes(text), fmt::join(figure_names(), ", "), quotes_remedy));
  const auto percent = parse_percent(trimmed(std::string_view(text).substr(sign + 1)));
  if (!percent)
    throw usage_error(fmt::format(
        "--fail-if cannot be {}: allowed after '>' is a percentage from 0, as in '>5%'", in_quotes(text)));
  const auto name = trimmed(std::string_view(text).substr(0, sign));
  if (name.empty()) return {{}, *percent};
  const auto figure = find_figure(name);
  if (!figure)
    throw usage_error(
        fmt::format("--fail-if knows no figure {}{}", in_quotes(name), suggestion(name, figure_names())));
  return {figure, *percent};
}

/// The conditions of --fail-if, for reports of this plan.
std::vector<gate_limit> limits_of(const compare_options& options, const plan& asked) {
  std::vector<gate_limit> limits;
  for (const auto& text : options.conditions) {
    const auto [named, most] = parse_condition(text);
    const auto figure = named.value_or(main_figure(asked));
    if (figure == compared_figure::run && asked.rate > 0 && !asked.searches_rate())
      throw usage_error(fmt::format(
          "--fail-if cannot be {}: the report is of an open loop (--rate), whose time is given by its rate; "
          "write 'p99>5%'",
          in_quotes(text)));
    const auto known = std::ranges::find(limits, figure, &gate_limit::figure);
    if (known == limits.end()) {
      limits.push_back({figure, most});
    } else if (known->most != most) {
      throw usage_error(
          fmt::format("--fail-if {} is the second condition on the {}{}: leave one of them out",
                      in_quotes(text), title_of(figure),
                      figure == main_figure(asked) && figure == compared_figure::p99
                          ? ", since in an open loop (--rate) a condition without a figure is on the p99"
                          : ""));
    }
  }
  return limits;
}

std::vector<compared_figure> figures_of(const std::vector<gate_limit>& limits) {
  std::vector<compared_figure> figures;
  for (const auto& each : limits) figures.push_back(each.figure);
  return figures;
}

int refuse(const std::string& why) {
  say_on_standard_error(why);
  return not_comparable;
}

/// What is compared with what within one report.
struct chosen_sides {
  std::vector<executor_pair> pairs;
  report_names names;
};

/// The further worker `name` of the report; null when it has none.
const worker_program* find_worker(const report& only, std::string_view name) {
  const auto found = std::ranges::find(only.plan.workers, name, &worker_program::name);
  return found == only.plan.workers.end() ? nullptr : &*found;
}

/// A further worker of the report as text; concbench itself when `name` is empty.
std::string program_text(const report& only, const std::string& name) {
  const auto* const worker = find_worker(only, name);
  return worker == nullptr ? tool_text(only) : fmt::format("{} ({})", worker->name, worker->command);
}

/// The same executors of two programs.
chosen_sides programs_of(const report& only, const std::string& before, const std::string& after) {
  return {worker_pairs(only, before, after),
          {.before = {}, .old_side = program_text(only, before), .new_side = program_text(only, after)}};
}

/// The end of an error when `name` is a worker that is compared with the executor `other`; empty when it is not a worker.
std::optional<std::string> worker_remedy(const report& only, const std::string& name,
                                         const std::string& other) {
  if (find_worker(only, name) == nullptr) return {};
  const auto known = executors_of(results_of(only));
  const auto executor = other.substr(other.find(':') + 1);
  const auto whole = fmt::format("{}:{}", name, executor);
  if (std::ranges::find(known, whole) == known.end()) return ": it is a worker, whose executors are compared";
  return fmt::format(": it is a worker; write '{}'", whole);
}

chosen_sides executors_named(const report& only, const std::string& option,
                             const std::vector<std::string>& names) {
  const auto known = executors_of(results_of(only));
  for (const auto& each : names)
    if (std::ranges::find(known, each) == known.end())
      throw usage_error(fmt::format("the report has no executor {}{}", in_quotes(each),
                                    worker_remedy(only, each, each == names[0] ? names[1] : names[0])
                                        .value_or(suggestion(each, known))));
  if (names[0] == names[1])
    throw usage_error(fmt::format("{} cannot compare '{}' with itself", option, names[0]));
  return {{{names[0], names[1]}}, {.before = {}, .old_side = names[0], .new_side = names[1]}};
}

/// --old and --new: workers, or executors.
chosen_sides sides_named(const compare_options& options, const report& only) {
  const auto stands_for_worker = [&](const std::string& name) {
    return name.empty() || find_worker(only, name) != nullptr;
  };
  const auto& [before, after] = std::tie(options.old_name, options.new_name);
  if (!stands_for_worker(before) || !stands_for_worker(after)) {
    if (before.empty() || after.empty()) {
      const auto& name = before.empty() ? after : before;
      auto known = executors_of(results_of(only));
      const bool executor = std::ranges::find(known, name) != known.end();
      for (const auto& each : only.plan.workers) known.push_back(each.name);
      throw usage_error(executor ? fmt::format("{} '{}' is an executor: name the other one with {}",
                                               before.empty() ? "--new" : "--old", name,
                                               before.empty() ? "--old" : "--new")
                                 : fmt::format("the report has no worker or executor {}{}", in_quotes(name),
                                               suggestion(name, known)));
    }
    return executors_named(only, "--old and --new", {before, after});
  }
  if (before == after)
    throw usage_error(fmt::format("--old and --new cannot compare '{}' with itself", before));
  auto sides = programs_of(only, before, after);
  if (sides.pairs.empty())
    throw usage_error(
        fmt::format("{} and {} have no executor of the same name: they are no builds of one "
                    "program; --old and --new also take two executors",
                    sides.names.old_side, sides.names.new_side));
  return sides;
}

/// What the names of the report's workers say. "old" and "new" tell a direction; other names do not.
chosen_sides sides_from_workers(const compare_options& options, const report& only) {
  const auto has = [&](std::string_view name) { return find_worker(only, name) != nullptr; };
  if (has("old") || has("new"))
    if (auto sides = programs_of(only, has("old") ? "old" : "", has("new") ? "new" : "");
        !sides.pairs.empty())
      return sides;
  chosen_sides all;
  std::vector<std::string> workers;
  for (const auto& each : only.plan.workers) {
    auto sides = programs_of(only, each.name, "");
    if (sides.pairs.empty()) continue;  // another program, not another build
    std::ranges::move(sides.pairs, std::back_inserter(all.pairs));
    workers.push_back(each.name);
    all.names.new_side = sides.names.new_side;
  }
  if (all.pairs.empty())
    throw usage_error(
        "compare needs a second report, or --old NAME and --new NAME for two executors of this one, or a "
        "report of 'run --worker'");
  if (!options.conditions.empty())
    throw usage_error(fmt::format(
        "--fail-if does not guess which program is the old one: write --old {0} where {0} is what "
        "was before, or --new {0} where it is what you changed",
        workers.front()));
  all.names.old_side = fmt::format("{}", fmt::join(workers, " and "));
  all.names.guessed = true;
  return all;
}

chosen_sides sides_of(const compare_options& options, const report& only) {
  if (!options.old_name.empty() || !options.new_name.empty()) {
    if (!options.executors.empty())
      throw usage_error("--executors OLD,NEW is the same as --old OLD --new NEW: leave one of them out");
    return sides_named(options, only);
  }
  if (options.executors.empty()) return sides_from_workers(options, only);
  if (options.executors.size() != 2)
    throw usage_error(fmt::format("--executors cannot be '{}': allowed are two, separated by a comma",
                                  fmt::join(options.executors, ",")));
  return executors_named(only, "--executors", options.executors);
}

/// Says on standard error what the gates decide about the comparison.
void tell_of_gates(const std::vector<gate_result>& gates, const report_comparison& result) {
  for (const auto& texts : {broken_texts(result), changed_texts(result)})
    for (const auto& each : texts) say_on_standard_error(each);
  for (const auto& each : gates)
    say_on_standard_error(fmt::format("--fail-if '{}' {}", gate_condition(each, result), gate_text(each)));
}

int exit_code_of(const std::vector<gate_result>& gates, const report_comparison& result,
                 bool fail_if_undecided) {
  const auto worst = worst_of(gates);
  if (worst == gate_verdict::failed) return regression_found;
  if ((!result.changed.empty() && !result.accepts_changed) ||
      std::ranges::any_of(gates, &gate_result::tells_nothing))
    return not_comparable;
  return fail_if_undecided && worst == gate_verdict::undecided ? not_decided : 0;
}

/// Prints the comparison. Returns the exit code.
int conclude(const compare_options& options, const report_comparison& result, const report_names& names,
             const std::vector<gate_limit>& limits) {
  page_writer writer(options.output);
  const bool fails = !limits.empty() && !result.broken.empty();
  if (result.cells.empty() && !fails) {
    const auto why = left_out_texts(result);
    return refuse(fmt::format(
        "there is nothing to compare{}{}{}", why.empty() ? "" : ": ", fmt::join(why, "; "),
        result.changed.empty() ? ""
                               : "; a cell is compared where its parameters, tasks and concurrency are the "
                                 "same: give two programs the same path, one after the other, and measure "
                                 "two settings in one run (--sweep)"));
  }
  std::vector<gate_result> gates;
  for (const auto& each : limits) gates.push_back(judge(result, each));
  if (!writer.write(
          comparison_page(result, names, gates), [&] { return render_comparison_json(result, names, gates); },
          "the comparison"))
    return 1;
  if (gates.empty()) return 0;
  if (!writer.prints_text() || !is_one_terminal()) tell_of_gates(gates, result);  // the page has it, too
  return exit_code_of(gates, result, options.fail_if_undecided);
}

int compare_two(const compare_options& options) {
  if (!options.executors.empty() || !options.old_name.empty() || !options.new_name.empty())
    throw usage_error(fmt::format(
        "{} compares within one report; of two the first is the old one: leave that out, or one of "
        "the reports",
        !options.executors.empty()  ? "--executors"
        : !options.old_name.empty() ? "--old"
                                    : "--new"));
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
  const auto limits = limits_of(options, after.plan);
  auto result = compare_reports(before, after, figures_of(limits));
  result.accepts_changed = options.across_machines;
  return conclude(options, result, {options.before, options.after}, limits);
}

int compare(const compare_options& options) {
  for (const auto& each : options.conditions) parse_condition(each);  // before any file is read
  if (options.fail_if_undecided && options.conditions.empty())
    throw usage_error("--fail-if-undecided needs --fail-if: it is a gate's result that can be undecided");
  if (!options.after.empty()) return compare_two(options);
  if (options.across_machines) throw usage_error("--across-machines needs two reports");
  const auto only = read_report_file(options.before);
  auto sides = sides_of(options, only);
  sides.names.before = options.before;
  const auto limits = limits_of(options, only.plan);
  return conclude(options, compare_executors(only, sides.pairs, figures_of(limits)), sides.names, limits);
}

}  // namespace

void add_compare(CLI::App& app, action& chosen) {
  auto options = std::make_shared<compare_options>();
  auto* command = add_command(
      app, "compare", "Compares two reports, or two executors of one: faster, slower, or not resolved",
      compare_notes);
  command->add_option("OLD", options->before, "The report from before the change, or the only report")
      ->required()
      ->type_name(type_name(value_kind::file));
  command->add_option("NEW", options->after, "The report from after the change")
      ->type_name(type_name(value_kind::file));
  command
      ->add_option(
          "--old", options->old_name,
          "In one report: the worker or executor that is the old one; the new one is this program, or "
          "what --new says")
      ->type_name("NAME");
  command->add_option("--new", options->new_name, "In one report: the worker or executor that is the new one")
      ->type_name("NAME");
  command
      ->add_option("-e,--executors", options->executors,
                   "Two executors of one report, the same as --old OLD --new NEW")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name(type_name(value_kind::old_and_new));
  command
      ->add_option(
          "--fail-if", options->conditions,
          "Exit code 3 when a cell of the new one is slower than of the old by more than this, with its "
          "whole interval: '>5%'. With a figure, the condition is about that figure instead of the time: "
          "'p99>10%', 'cpu>5%', 'memory>5%'; repeatable")
      ->allow_extra_args(false)
      ->type_name("'[FIGURE]>N%'");
  command->add_flag(
      "--fail-if-undecided", options->fail_if_undecided,
      "Exit code 5 when --fail-if cannot tell, because the intervals of some cells are too wide, or their "
      "rounds too few (4 where that is so of all cells)");
  command->add_flag("--across-machines", options->across_machines,
                    "Compare reports of different machines or plans all the same");
  add_page_output(*command, options->output);
  command->callback([&chosen, options] { chosen = [options] { return compare(*options); }; });
}

}  // namespace concbench::cli
