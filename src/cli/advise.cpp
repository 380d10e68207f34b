// `concbench advise`: which model a saved report speaks for, for which kind of work, and why.
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/command_notes.hpp"
#include "cli/page_output.hpp"
#include "cli/report_file.hpp"
#include "cli/value_kind.hpp"
#include "core/scenario.hpp"
#include "report/exports/advice_json.hpp"
#include "report/pages/advice_page.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

const command_notes advise_notes{
    .remarks =
        {"It judges nothing but what is in the report. A model is advised for a kind of work where no other one is shown to be faster. "
         "What is not resolved is called so, and what is missing comes with the command that measures it. The rules and their "
         "thresholds are in docs/methodology.md, under Advice."},
    .examples =
        {{"concbench run all -e all --export-json run.json"},
         {"concbench advise run.json"},
         {"concbench advise run.json --export-html advice.html"},
         {"concbench advise run.json --format json | jq -r '.situations[] | select(.decided) | .situation, .use[]'"}},
    .exit_codes = {{0, "the advice was written"},
                   {1, "the advice cannot be written"},
                   {2, "bad usage or no report"}},
};

struct advise_options {
  std::string file;
  page_output output;
};

int advise(const advise_options& options) {
  const auto result = read_measured_report(options.file);
  if (result.plan.searches_rate())
    throw usage_error(fmt::format(
        "the report {} holds a search for the highest rate, from which no advice is made: give one of "
        "'concbench run all', without a range of rates",
        in_quotes(options.file)));
  page_writer writer(options.output);
  return writer.write(advice_page(result), [&] { return render_advice_json(result); }, "the advice") ? 0 : 1;
}

}  // namespace

void add_advise(CLI::App& app, action& chosen) {
  auto options = std::make_shared<advise_options>();
  auto* command = add_command(app, "advise",
                              "Says when to use which model, going by a saved report, and what that rests on",
                              advise_notes);
  command->add_option("REPORT", options->file, "An exported report")
      ->required()
      ->type_name(type_name(value_kind::file));
  add_page_output(*command, options->output);
  command->callback([&chosen, options] { chosen = [options] { return advise(*options); }; });
}

}  // namespace concbench::cli
