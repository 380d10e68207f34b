// Options made from the table of formats.
#include "cli/report_output.hpp"

#include <algorithm>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "cli/checked_option.hpp"
#include "cli/text_options.hpp"
#include "cli/value_kind.hpp"
#include "core/parameters.hpp"
#include "report/exports/tracked_cells.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

/// "concbench: the format bmf holds only cells that are ok, and leaves out: sleep/threads (failed) and 3 more".
std::string left_out_line(const export_format& format, const std::vector<std::string>& cells) {
  constexpr std::size_t most = 5;
  return short_line(fmt::format("concbench: the format {} holds only cells that are ok, and leaves out: {}",
                                format.name, first_of(cells, most)),
                    2000);
}

}  // namespace

void add_report_output(CLI::App& command, report_output& output, export_names names) {
  std::map<std::string, const export_format*> formats{{"table", nullptr}};
  for (const auto& each : export_formats()) {
    formats[each.name] = &each;
    auto name = fmt::format("--export-{}", each.name);
    if (names == export_names::full_and_short) name += fmt::format(",--{}", each.name);
    command
        .add_option_function<std::string>(
            name, [&output, &each](const std::string& path) { output.exports.push_back({&each, path}); },
            each.content)
        ->type_name(type_name(value_kind::file));
  }
  add_choice<const export_format*>(command, "--format", output.format, formats,
                                   "What standard output holds (default: table)");
  add_text_options(command, output.text);
  command.add_flag("-v,--verbose", output.verbose, "Say where figures are weak, and what to try");
}

bool wants_timelines(const report_output& asked) {
  return (asked.format != nullptr && asked.format->of_timelines) ||
         std::ranges::any_of(asked.exports, [](const auto& each) { return each.format->of_timelines; });
}

void open_exports(const report_output& asked, exports& files) {
  for (const auto& each : asked.exports) files.add(each.path, each.format->render);
  if (files.take_standard_output() && asked.format != nullptr)
    throw usage_error("--format and the export '-' both go to standard output: leave one of them out");
}

void tell_what_is_left_out(const report_output& asked, const report& result) {
  const auto tell = [&](const export_format& format) {
    if (!format.only_ok_cells) return;
    if (const auto cells = untracked_cells(result); !cells.empty())
      std::cerr << left_out_line(format, cells) << "\n";
  };
  for (const auto& each : asked.exports) tell(*each.format);
  if (asked.format != nullptr) tell(*asked.format);
}

}  // namespace concbench::cli
