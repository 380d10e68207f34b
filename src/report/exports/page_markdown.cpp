// Writes each block of a page as Markdown.
#include "report/exports/page_markdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/exports/markdown_syntax.hpp"

namespace concbench {
namespace {

using cell_texts = std::vector<std::string>;

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
    for (const bool first : {true, false})
      for (const auto& each : of_.sections)
        if ((each.place != section_place::in_order) == first) add(each);
    return std::move(out_);
  }

 private:
  void add(const page_section& section) {
    if (!section.title.empty()) out_ += fmt::format("\n## {}\n", markdown_text(section.title));
    if (!section.facts.empty())
      out_ += fmt::format("\n{}\n", markdown_text(fmt::format("{}", fmt::join(section.facts, ", "))));
    for (const auto& block : section.blocks) std::visit([&](const auto& each) { add(each); }, block);
  }

  void add(const statement& said) {
    const auto who = said.who.empty() ? "" : markdown_text(said.who) + ": ";
    const auto text = who + markdown_text(said.text);
    if (said.tone == ink::strong) {
      out_ += fmt::format("\n**{}**\n", text);
    } else {
      add_item(text);
    }
  }

  /// One of a list: those that follow each other stand together.
  void add_item(const std::string& text) {
    if (out_.size() != list_end_) out_ += '\n';
    out_ += fmt::format("- {}\n", text);
    list_end_ = out_.size();
  }

  void add(const page_command& command) { out_ += fmt::format("\n{}\n", markdown_code(command.text)); }

  void add(const page_finding& found) {
    out_ += fmt::format("\n**{}** {}", markdown_text(found.label), markdown_text(found.what));
    out_ += found.meaning.empty() ? "\n" : fmt::format(": {}\n", markdown_text(found.meaning));
    if (!found.command.empty()) add(page_command{found.command});
  }

  void add(const page_definition& said) {
    add_item(fmt::format("{}: {}", markdown_text(said.term), markdown_text(said.text)));
  }

  void add(const page_table& table) {
    if (!table.title.empty()) out_ += fmt::format("\n{}\n", markdown_text(table.title));
    cell_texts titles;
    for (const auto& each : table.columns) titles.push_back(markdown_text(each.title));
    out_ += '\n' + markdown_header(titles);
    for (const auto& row : table.rows) {
      cell_texts cells;
      for (const auto& [text, tone, mark] : row) {
        const bool stands_out = (tone == ink::good || tone == ink::bad || tone == ink::best) && !text.empty();
        cells.push_back(fmt::format("{0}{1}{0}{2}", stands_out ? "**" : "", markdown_text(text),
                                    mark == "!" ? " !" : ""));
      }
      cells.resize(table.columns.size());
      out_ += markdown_row(cells);
    }
  }

  void add(const page_legend& legend) {
    for (const auto& each : legend.notes) add_item(markdown_text(each.text));
  }

  void add(const chart_row&) {}  // the tables hold their figures

  const page& of_;
  std::string out_;
  std::size_t list_end_ = 0;  ///< how long the page was after its last item
};

}  // namespace

std::string render_page_markdown(const page& page) {
  return printer(page).render();
}

}  // namespace concbench
