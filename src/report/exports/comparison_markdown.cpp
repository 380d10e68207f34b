// The table, and lists under it.
#include "report/exports/comparison_markdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/exports/markdown_syntax.hpp"
#include "report/words/compared_figures.hpp"
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

std::vector<std::string> row_of(const cell_comparison& of, bool with_figure) {
  const auto verdict = change_text(of);
  const bool resolved = of.verdict() == change::faster || of.verdict() == change::slower;
  std::vector<std::string> row{
      fmt::format("{} {}", markdown_text(of.after->scenario), markdown_text(comparison_name(of))),
      work_of(*of.after)};
  if (with_figure) row.emplace_back(title_of(of.figure));
  for (auto& each : std::vector<std::string>{ratio_text(of, style), markdown_text(range_text(of, style)),
                                             format_value(of.before_value, of.figure, style),
                                             format_value(of.after_value, of.figure, style),
                                             resolved ? fmt::format("**{}**", verdict) : verdict})
    row.push_back(std::move(each));
  return row;
}

std::string gate_cell(const std::optional<gate_verdict>& of) {
  if (!of) return "";
  return of == gate_verdict::failed ? "**failed**" : std::string(to_string(*of));
}

std::vector<std::string> titles_of(const report_comparison& of, bool with_figure, bool with_gate) {
  std::vector<std::string> titles{"cell", "work"};
  if (with_figure) titles.emplace_back("figure");
  for (const auto& each : {std::string("new/old"), std::string("interval"), figure_title("old", of),
                           figure_title("new", of), std::string("verdict")})
    titles.push_back(each);
  if (with_gate) titles.emplace_back("gate");
  return titles;
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
                                       const std::vector<gate_result>& gates) {
  auto text = fmt::format("concbench compare · old: {}, new: {}{}\n\n**{}**\n\n",
                          markdown_code(old_name(names)), markdown_code(new_name(names)),
                          names.guessed ? " (a guess: `--old NAME` or `--new NAME` says which is which)" : "",
                          counts_text(of));
  for (const auto& each : gates)
    text +=
        fmt::format("{} **{}**\n\n", markdown_code(fmt::format("--fail-if '{}'", gate_condition(each, of))),
                    markdown_text(gate_text(each)));
  const bool with_figure = of.figures.size() > 1;
  text += markdown_header(titles_of(of, with_figure, !gates.empty()));
  for (std::size_t i = 0; i < of.cells.size(); ++i) {
    auto row = row_of(of.cells[i], with_figure);
    if (!gates.empty()) row.push_back(gate_cell(verdict_on(i, gates)));
    text += markdown_row(row);
  }
  text += '\n';
  text += source_of(of.paired ? "report" : "old", names.before, *of.before);
  if (!of.paired) text += source_of("new", names.after, *of.after);
  if (!gates.empty())
    for (const auto& texts : {broken_texts(of), changed_texts(of)})
      for (const auto& each : texts) text += fmt::format("- {}\n", markdown_text(each));
  for (const auto& each : left_out_texts(of))
    text += fmt::format("- not compared: {}\n", markdown_text(each));
  for (const auto& each : comparison_remarks(of, style)) text += fmt::format("- {}\n", markdown_text(each));
  return text;
}

}  // namespace concbench
