// Blocks as Markdown.
#include "report/exports/page_markdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/exports/markdown_syntax.hpp"

namespace concbench {
namespace {

using texts = std::vector<std::string>;

class printer {
 public:
  explicit printer(const page& of) : of_(of) {}

  std::string render() {
    out_ = fmt::format("# {}\n", markdown_text(of_.title));
    if (!of_.alarm.empty())
      out_ += fmt::format("\n> **WARNING: {}. These times say nothing about a release build.**\n",
                          markdown_text(of_.alarm));
    if (!of_.command.empty()) out_ += fmt::format("\n- {}", markdown_code(of_.command));
    for (const auto& each : of_.facts)
      if (!each.empty())
        out_ += fmt::format("\n- {}", markdown_text(fmt::format("{}", fmt::join(each, ", "))));
    out_ += '\n';
    for (const auto& each : of_.notices) add(each);
    for (const auto& each : of_.sections) add(each);
    return std::move(out_);
  }

 private:
  void add(const page_section& section) {
    out_ += fmt::format("\n## {}\n", markdown_text(section.title));
    if (!section.facts.empty())
      out_ += fmt::format("\n{}\n", markdown_text(fmt::format("{}", fmt::join(section.facts, ", "))));
    for (const auto& block : section.blocks) std::visit([&](const auto& each) { add(each); }, block);
  }

  void add(const statement& said) {
    const auto who = said.who.empty() ? "" : markdown_text(said.who) + ": ";
    const auto text = who + markdown_text(said.text);
    out_ += said.tone == ink::strong ? fmt::format("\n**{}**\n", text) : fmt::format("\n- {}\n", text);
  }

  void add(const page_command& command) { out_ += fmt::format("\n{}\n", markdown_code(command.text)); }

  void add(const page_table& table) {
    if (!table.title.empty()) out_ += fmt::format("\n{}\n", markdown_text(table.title));
    texts titles;
    for (const auto& each : table.columns) titles.push_back(markdown_text(each.title));
    out_ += '\n' + markdown_header(titles);
    for (const auto& row : table.rows) {
      texts cells;
      for (const auto& [text, tone] : row)
        cells.push_back(tone == ink::good && !text.empty() ? "**" + markdown_text(text) + "**"
                                                           : markdown_text(text));
      cells.resize(table.columns.size());
      out_ += markdown_row(cells);
    }
  }

  void add(const chart_row&) {}  // the tables hold their figures

  const page& of_;
  std::string out_;
};

}  // namespace

std::string render_page_markdown(const page& of) {
  return printer(of).render();
}

}  // namespace concbench
