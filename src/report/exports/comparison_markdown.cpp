// The table, and lists under it.
#include "report/exports/comparison_markdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/exports/markdown_syntax.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/text_header.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

const text_style style{.width = 1000, .colour = false, .unicode = true};

std::string work_of(const cell& of) {
  auto text = counted(of.tasks, "task");
  for (const auto& each : active_params(of, style)) text += " " + markdown_text(each);
  return text;
}

std::vector<std::string> row_of(const cell_comparison& of) {
  const auto verdict = to_string(of.verdict());
  const bool resolved = of.verdict() == change::faster || of.verdict() == change::slower;
  return {fmt::format("{} {}", markdown_text(of.after->scenario), markdown_text(comparison_name(of))),
          work_of(*of.after),
          ratio_text(of, style),
          markdown_text(range_text(of, style)),
          format_time(of.before_ns, style),
          format_time(of.after_ns, style),
          resolved ? fmt::format("**{}**", verdict) : verdict};
}

std::string gate_cell(gate_verdict of) {
  return of == gate_verdict::failed ? "**failed**" : std::string(to_string(of));
}

std::string source_of(std::string_view label, const std::string& name, const report& of) {
  auto text = fmt::format("- {}: {}, {}", label, markdown_code(name), markdown_text(tool_text(of)));
  if (!of.started.empty()) text += ", " + markdown_text(of.started);
  if (const auto why = unfit_build(of.environment); !why.empty())
    text +=
        fmt::format(" — **WARNING: {}: its times say nothing about a release build**", markdown_text(why));
  return text + "\n";
}

}  // namespace

std::string render_comparison_markdown(const report_comparison& of, const report_names& names,
                                       const std::optional<gate_result>& gate) {
  auto text = fmt::format("concbench compare · old: {}, new: {}{}\n\n**{}**\n\n",
                          markdown_code(old_name(names)), markdown_code(new_name(names)),
                          names.guessed ? " (a guess: `--old NAME` or `--new NAME` says which is which)" : "",
                          counts_text(of));
  if (gate)
    text += fmt::format("{} **{}**\n\n", markdown_code(fmt::format("--fail-if '{}'", gate_condition(*gate))),
                        markdown_text(gate_text(*gate)));
  std::vector<std::string> titles{
      "cell", "work", "new/old", "interval", figure_title("old", of), figure_title("new", of), "verdict"};
  if (gate) titles.emplace_back("gate");
  text += markdown_header(titles);
  for (std::size_t i = 0; i < of.cells.size(); ++i) {
    auto row = row_of(of.cells[i]);
    if (gate) row.push_back(gate_cell(gate->cells[i]));
    text += markdown_row(row);
  }
  text += '\n';
  text += source_of(of.paired ? "report" : "old", names.before, *of.before);
  if (!of.paired) text += source_of("new", names.after, *of.after);
  for (const auto& each : gate ? broken_texts(of) : std::vector<std::string>())
    text += fmt::format("- {}\n", markdown_text(each));
  for (const auto& each : left_out_texts(of))
    text += fmt::format("- not compared: {}\n", markdown_text(each));
  for (const auto& each : comparison_remarks(of, style)) text += fmt::format("- {}\n", markdown_text(each));
  return text;
}

}  // namespace concbench
